// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.bench.load;

import io.xfootprint.functional.handlers.Handler;
import io.xfootprint.functional.handlers.ThreadClock;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The servlets of the server, by how they answer. */
enum Answering implements Handler {
  /** 300 B whose length is declared: the container sends them with the last byte. */
  DECLARED {
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentLength(JSON.length);
      write(response);
    }
  },
  /** 300 B that the container sends when the servlet and all filters have returned. */
  AT_END {
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      write(response);
    }
  },
  FLUSHED {
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      write(response);
      response.flushBuffer();
    }
  },
  ASYNC {
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getDispatcherType() == DispatcherType.REQUEST) {
        request.startAsync().dispatch();
      } else {
        write(response);
      }
    }
  },
  /** Works for 0.9 ms by the clock of its thread, as the requests of an ordinary application do. */
  WORK {
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      ThreadClock.burn(900_000);
      response.setContentLength(JSON.length);
      write(response);
    }
  },
  /** 10 MB in pieces of 8 KiB. */
  LARGE {
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentLength(PIECE.length * PIECES);
      ServletOutputStream out = response.getOutputStream();
      for (int i = 0; i < PIECES; i++) {
        out.write(PIECE);
      }
    }
  };

  private static final byte[] JSON =
      ("{\"order\":\"" + "x".repeat(288) + "\"}").getBytes(StandardCharsets.ISO_8859_1);

  private static final byte[] PIECE = new byte[8192];
  private static final int PIECES = 1280;

  static void write(ServletResponse response) throws IOException {
    response.setContentType("application/json");
    response.getOutputStream().write(JSON);
  }

  static Answering named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  String path() {
    return "/" + this;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
