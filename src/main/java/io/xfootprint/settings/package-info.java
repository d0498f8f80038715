// SPDX-License-Identifier: Apache-2.0
/**
 * Settings: {@link io.xfootprint.settings.FootprintSettings} reads and checks them, and completes
 * them with what was detected about the machine and its place.
 *
 * <p>A name that is unknown or a value that breaks its rule stops the start with a {@link
 * io.xfootprint.settings.SettingsException}.
 *
 * <p>A setting is a {@code Setting}, found in {@code SettingSources}, and read by the record of its
 * subject: {@code HeaderSettings}, {@code RouteSettings}, {@code PlaceSettings} and so on.
 *
 * <p>Nothing here is for users: all of it may change.
 */
@NullMarked
package io.xfootprint.settings;

import org.jspecify.annotations.NullMarked;
