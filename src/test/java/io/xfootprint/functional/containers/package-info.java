// SPDX-License-Identifier: Apache-2.0
/** Any answer on any container, and applications that come and go. */
package io.xfootprint.functional.containers;
