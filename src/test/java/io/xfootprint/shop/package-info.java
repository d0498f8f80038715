// SPDX-License-Identifier: Apache-2.0
/** The demo WAR, as a user builds it, served and asked over HTTP. */
package io.xfootprint.shop;
