// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.okhttp;

import io.xfootprint.UpstreamCall;
import java.io.IOException;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSource;
import okio.ForwardingSource;
import okio.Okio;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** A body behind which a trailer may tell what the answer has cost. For use by one thread. */
final class CountedBody extends ResponseBody {

  private final ResponseBody body;
  private final BufferedSource source;

  CountedBody(Response answer, ResponseBody body, UpstreamCall call) {
    this.body = body;
    source = Okio.buffer(new CountedSource(body.source(), answer, call));
  }

  @Override
  public @Nullable MediaType contentType() {
    return body.contentType();
  }

  @Override
  public long contentLength() {
    return body.contentLength();
  }

  @Override
  public BufferedSource source() {
    return source;
  }

  private static final class CountedSource extends ForwardingSource {

    private final Response answer;
    private final UpstreamCall call;

    CountedSource(Source body, Response answer, UpstreamCall call) {
      super(body);
      this.answer = answer;
      this.call = call;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      boolean isOver = true;
      try {
        long read = super.read(sink, byteCount);
        isOver = read < 0;
        if (isOver) {
          call.endWithTrailer(trailers()::values);
        }
        return read;
      } finally {
        if (isOver) {
          call.end();
        }
      }
    }

    /** Whatever is wrong with the trailer, the body was fine. */
    private Headers trailers() {
      try {
        return answer.trailers();
      } catch (IOException | RuntimeException e) {
        return Headers.of();
      }
    }

    @Override
    public void close() throws IOException {
      call.end();
      super.close();
    }
  }
}
