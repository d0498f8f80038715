// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.functional.handlers;

import static io.xfootprint.functional.handlers.SyncHandlers.writer;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The part of {@link SyncHandlers} that writes text, by name. */
final class TextHandlers {

  private TextHandlers() {}

  static Map<String, Handler> all() {
    Map<String, Handler> handlers = new LinkedHashMap<>();
    handlers.put("mid-writer", TextHandlers::midWriter);
    handlers.put("big-writer", (request, response) -> writer(response).write("x".repeat(200_000)));
    handlers.put("write-chars", TextHandlers::writeChars);
    handlers.put("printf", TextHandlers::printf);
    handlers.put("printf-small", (request, response) -> writer(response).printf("%d", 7));
    handlers.put("printf-null", TextHandlers::printfNull);
    handlers.put("format-locale", TextHandlers::formatLocale);
    handlers.put("print-stream", TextHandlers::printStream);
    handlers.put("print-writer", TextHandlers::printWriter);
    handlers.put(
        "print-long", (request, response) -> response.getOutputStream().print("y".repeat(50_000)));
    handlers.put("print-wide", TextHandlers::printWide);
    handlers.put("print-null", TextHandlers::printNull);
    handlers.put("println-many", TextHandlers::printlnMany);
    handlers.put("checkerror", TextHandlers::checkError);
    return handlers;
  }

  /** Fewer characters than fit into the buffer, but more bytes. */
  private static void midWriter(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setBufferSize(8192);
    PrintWriter writer = writer(response);
    for (int i = 0; i < 3_000; i++) {
      writer.print('\u20ac');
    }
  }

  private static void writeChars(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = writer(response);
    char[] characters = "\u00e4\u20ac\ud83d\ude00".repeat(5_000).toCharArray();
    writer.write(characters);
    writer.write(characters, 4, 8);
    writer.write("abc", 1, 1);
    writer.append('d').append("ef").append("xgx", 1, 2);
  }

  private static void printf(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = writer(response);
    for (int i = 0; i < 5_000; i++) {
      writer.printf("%d %s%n", i, "\u20ac");
    }
  }

  private static void formatLocale(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setLocale(Locale.GERMANY);
    PrintWriter writer = writer(response);
    writer.format("%,.2f%n", 1234.5);
    writer.printf("%,.2f%n", 1234.5);
    writer.format(Locale.US, "%,.2f%n", 1234.5);
    writer.printf(Locale.FRANCE, "%,.2f%n", 1234.5);
    writer.format((Locale) null, "%,.2f%n", 1234.5);
  }

  private static void printStream(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setCharacterEncoding("UTF-8");
    ServletOutputStream stream = response.getOutputStream();
    stream.print(true);
    stream.print('c');
    stream.print(1);
    stream.print(2L);
    stream.print(3.5f);
    stream.print(4.5);
    stream.print("text \u00e4");
    stream.println();
    stream.println(false);
    stream.println('c');
    stream.println(1);
    stream.println(2L);
    stream.println(3.5f);
    stream.println(4.5);
    stream.println("text \u00e4");
  }

  private static void printWriter(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = writer(response);
    writer.print(true);
    writer.print('c');
    writer.print(1);
    writer.print(2L);
    writer.print(3.5f);
    writer.print(4.5);
    writer.print("text \u00e4");
    writer.print((Object) null);
    writer.print(new char[] {'a', 'b'});
    writer.println();
    writer.println(false);
    writer.println('c');
    writer.println(1);
    writer.println(2L);
    writer.println(3.5f);
    writer.println(4.5);
    writer.println("text \u20ac");
    writer.println(Locale.ROOT);
    writer.println(new char[] {'a', 'b'});
  }

  private static void printlnMany(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = writer(response);
    for (int i = 0; i < 5_000; i++) {
      writer.println("0123456789");
    }
  }

  private static void checkError(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = writer(response);
    writer.print("a");
    writer.print(writer.checkError());
  }

  /** More bytes than Jetty keeps of one piece, though not four for each character. */
  private static void printWide(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setCharacterEncoding("UTF-8");
    response.getOutputStream().print("\u20ac".repeat(5_000));
  }

  private static void printNull(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.getOutputStream().print((String) null);
    response.getOutputStream().println((String) null);
  }

  private static void printfNull(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    PrintWriter writer = writer(response);
    writer.printf("%%", (Object[]) null);
    writer.format(Locale.ROOT, "%%", (Object[]) null);
    writer.printf("%s", (Object) null);
    writer.print((String) null);
    writer.append(null);
  }
}
