// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.harness;

import io.xfootprint.functional.handlers.PassThroughFilter;
import io.xfootprint.servlet.FootprintFilter;

/** Which filter stands before a site. */
public enum Variant {
  NO_FILTER,
  FOOTPRINT,
  ANY_WRAPPER,
  ANY_STREAM_WRAPPER;

  public Site before(Site site) {
    return switch (this) {
      case NO_FILTER -> site;
      case FOOTPRINT -> site.filter(new FootprintFilter());
      case ANY_WRAPPER -> site.filter(PassThroughFilter.ofResponses());
      case ANY_STREAM_WRAPPER -> site.filter(PassThroughFilter.ofResponsesAndStreams());
    };
  }
}
