// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.demo;

/** One article of the catalogue; the price is in cents. */
record Product(int id, String name, String category, int priceCents, String description) {}
