// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.xfootprint.meter.ResourceUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskGcClockTest {

  private static final String[] FILES = {"comm", "schedstat", "stat"};

  @TempDir private Path folder;
  private long pauseNanos;

  @BeforeEach
  void startAJavaThread() throws IOException {
    thread(1, "java", 1_000_000);
  }

  private TaskGcClock clock() {
    return new TaskGcClock(folder, new VmThreadShare(() -> pauseNanos));
  }

  private void thread(int id, String name, long nanos) throws IOException {
    write(id, "comm", name + "\n");
    write(id, "schedstat", nanos + " 77 3\n");
    write(id, "stat", stat(id, name, 0, 0));
  }

  private static String stat(int id, String name, long user, long system) {
    return id + " (" + name + ") S 1 1 1 0 -1 4194368 10 0 0 0 " + user + " " + system + " 0 0\n";
  }

  private void write(int id, String file, String text) throws IOException {
    Path task = Files.createDirectories(folder.resolve(Integer.toString(id)));
    Files.writeString(task.resolve(file), text);
  }

  private void end(int id) throws IOException {
    Path task = folder.resolve(Integer.toString(id));
    for (String file : FILES) {
      Files.delete(task.resolve(file));
    }
    Files.delete(task);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GC Thread#0",
        "GC Thread#113",
        "G1 Main Marker",
        "G1 Conc#0",
        "G1 Refine#0",
        "G1 Service",
        "ZDirector",
        "ZDriver",
        "ZDriverMajor",
        "ZDriverMinor",
        "ZStat",
        "ZUncommitter#0",
        "ZUnmapper",
        "ZWorker#0",
        "ZWorkerOld#0",
        "ZWorkerYoung#0",
        "XWorker#0",
        "RuntimeWorker#0",
        "Shenandoah Cont",
        "Shenandoah GC T",
        "Shenandoah Regu",
        "StringDedupProc",
        "StringDedupThre"
      })
  void countsTheThreadsOfEachCollector(String name) throws IOException {
    thread(2, name, 500);
    assertEquals(500, clock().nanos());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"C2 CompilerThre", "GC Threadpool", "ZooKeeper", "G1", "Zone", "VM Periodic Tas"})
  void countsNoOtherThread(String name) throws IOException {
    thread(2, name, 500);
    assertEquals(ResourceUse.UNKNOWN, clock().nanos());
  }

  @Test
  void growsWithThreadsThatComeAndKeepsThoseThatWent() throws IOException {
    thread(2, "GC Thread#0", 500);
    TaskGcClock clock = clock();
    assertEquals(500, clock.nanos());
    thread(2, "GC Thread#0", 600);
    thread(3, "GC Thread#1", 30);
    assertEquals(630, clock.nanos());
    end(2);
    thread(3, "GC Thread#1", 40);
    assertEquals(640, clock.nanos());
  }

  @Test
  void knowsAThreadThatHasTheNumberOfOneThatEnded() throws IOException {
    thread(2, "GC Thread#0", 500);
    thread(3, "GC Thread#1", 500);
    TaskGcClock clock = clock();
    assertEquals(1000, clock.nanos());
    thread(2, "GC Thread#2", 40);
    thread(3, "http-nio-8080-e", 9000);
    assertEquals(1040, clock.nanos());
  }

  @Test
  void asksOtherThreadsForTheirNameOnce() throws IOException {
    thread(2, "GC Thread#0", 500);
    TaskGcClock clock = clock();
    assertEquals(500, clock.nanos());
    thread(1, "GC Thread#1", 500);
    assertEquals(500, clock.nanos());
    end(1);
    assertEquals(500, clock.nanos());
    thread(1, "GC Thread#1", 20);
    assertEquals(520, clock.nanos());
  }

  @Test
  void countsTheThreadOfTheVmAsFarAsThereWerePauses() throws IOException {
    thread(2, "VM Thread", 500);
    TaskGcClock clock = clock();
    assertEquals(0, clock.nanos());
    thread(2, "VM Thread", 600);
    pauseNanos += 1000;
    assertEquals(100, clock.nanos());
    thread(2, "VM Thread", 900);
    pauseNanos += 10;
    assertEquals(110, clock.nanos());
  }

  @Test
  void countsInTicksWhereTheKernelTellsNoNanoseconds() throws IOException {
    thread(2, "GC Thread#0", 500);
    write(1, "schedstat", "0 0 0\n");
    write(2, "schedstat", "0 0 0\n");
    write(2, "stat", stat(2, "GC) S 1 1 1 0", 7, 4));
    assertEquals(110_000_000, clock().nanos());
  }

  @Test
  void keepsTheTimeOfAThreadThatCannotBeReadNow() throws IOException {
    thread(2, "GC Thread#0", 500);
    TaskGcClock clock = clock();
    assertEquals(500, clock.nanos());
    write(2, "schedstat", "");
    assertEquals(500, clock.nanos());
    thread(2, "GC Thread#0", 501);
    assertEquals(501, clock.nanos());
    write(2, "comm", "");
    assertEquals(501, clock.nanos());
    thread(2, "GC Thread#0", 502);
    assertEquals(502, clock.nanos());
  }

  @Test
  void isUnknownWhereThreadsAreHidden() throws IOException {
    assertEquals(
        ResourceUse.UNKNOWN,
        new TaskGcClock(folder.resolve("none"), new VmThreadShare(() -> 0)).nanos());
    thread(2, "GC Thread#0", 500);
    TaskGcClock clock = clock();
    assertEquals(500, clock.nanos());
    end(1);
    end(2);
    assertEquals(ResourceUse.UNKNOWN, clock.nanos());
  }

  @Test
  void survivesWhateverTheFilesHold() throws IOException {
    Random random = new Random(42);
    String alphabet = "0123456789 -().#\nVMGC Thread\u00e9\u0000";
    for (int run = 0; run < 300; run++) {
      thread(2, "GC Thread#0", 500);
      for (String file : FILES) {
        StringBuilder text = new StringBuilder(run % 2 == 0 ? stat(2, "x", 99, 1) : "");
        for (int i = random.nextInt(60); i > 0; i--) {
          int at = random.nextInt(text.length() + 1);
          text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
        }
        if (random.nextBoolean()) {
          write(2, file, text.toString());
        }
      }
      TaskGcClock clock = clock();
      assertTrue(clock.nanos() >= ResourceUse.UNKNOWN);
    }
  }

  @Test
  void readsNumbersOrNothing() {
    assertEquals(12, ThreadTasks.ofSchedstat("12 3 1\n"));
    for (String text :
        new String[] {
          "", "12", "12 3 0", "-12 3 1", "1e5 3 1", "12 3 1 4", "123456789012345678 1 1"
        }) {
      assertEquals(ResourceUse.UNKNOWN, ThreadTasks.ofSchedstat(text), text);
    }
    for (String text : new String[] {"", "1 (x)", ")))", "1 (x) S 1 1 1 0 -1 4 10 0 0 0 7"}) {
      assertEquals(ResourceUse.UNKNOWN, ThreadTasks.ofStat(text), text);
    }
  }
}
