// SPDX-License-Identifier: Apache-2.0
/** An application of JAX-RS resources for tests; each implementation loads it by itself. */
package io.xfootprint.jaxrs.shop;
