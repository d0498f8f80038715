// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * A {@link Distribution} as a line of text, for a column of a database: at most {@value
 * #MOST_CHARACTERS} characters, mostly 200.
 *
 * <pre>{@code
 * 1;849000000;221430000 40:3 41:117;31457280 73:120;12 1096 100102 12 7804 5074610,0 0 0 0 0 0,...
 * processes;energy in nJ;CPU: largest in ns and bucket:requests;bytes in the same way;each age
 * }</pre>
 */
public final class DistributionText {

  /** The largest length. */
  static final int MOST_CHARACTERS = 4000;

  private static final int PARTS = 5;
  private static final int NUMBERS_OF_AGE = 6;

  private DistributionText() {}

  /** Returns a distribution as text. */
  public static String write(Distribution distribution) {
    StringJoiner ages = new StringJoiner(",");
    distribution
        .ages()
        .forEach(age -> ages.add(means(age.cpuNanos()) + " " + means(age.allocatedBytes())));
    return String.join(
        ";",
        Long.toString(distribution.processes()),
        Long.toString(distribution.energyNanojoules()),
        histogram(distribution.cpuNanos()),
        histogram(distribution.allocatedBytes()),
        ages.toString());
  }

  private static String histogram(Histogram histogram) {
    long[] counts = histogram.counts();
    StringJoiner text = new StringJoiner(" ").add(Long.toString(histogram.max()));
    IntStream.range(0, counts.length)
        .filter(bucket -> counts[bucket] > 0)
        .forEach(bucket -> text.add(bucket + ":" + counts[bucket]));
    return text.toString();
  }

  private static String means(BatchMeans means) {
    return means.batches() + " " + means.sum() + " " + means.squares();
  }

  /**
   * Returns the distribution that a text means.
   *
   * @throws IllegalArgumentException if it means none
   */
  public static Distribution read(String text) {
    String[] parts = text.split(";", -1);
    if (text.length() > MOST_CHARACTERS || parts.length != PARTS) {
      throw new IllegalArgumentException("not a distribution: " + text.length() + " characters");
    }
    String[] ages = parts[4].split(",", -1);
    if (ages.length != Distribution.AGES) {
      throw new IllegalArgumentException("not a distribution: " + ages.length + " ages");
    }
    return new Distribution(
        amount(parts[0]),
        histogram(LogScale.CPU_NANOS, parts[2]),
        histogram(LogScale.ALLOCATED_BYTES, parts[3]),
        amount(parts[1]),
        Arrays.stream(ages).map(DistributionText::age).toList());
  }

  private static Histogram histogram(LogScale scale, String text) {
    List<String> words = new ArrayList<>(List.of(text.split(" ", -1)));
    long max = amount(words.remove(0));
    long[] counts = new long[LogScale.BUCKETS];
    for (String word : words) {
      int colon = word.indexOf(':');
      int bucket = colon < 0 ? -1 : Integer.parseInt(word.substring(0, colon));
      if (bucket < 0 || bucket >= counts.length) {
        throw new IllegalArgumentException("not a bucket of a distribution");
      }
      counts[bucket] = amount(word.substring(colon + 1));
    }
    return new Histogram(scale, counts, max);
  }

  private static AgeMeans age(String text) {
    long[] numbers =
        Arrays.stream(text.split(" ", -1)).mapToLong(DistributionText::amount).toArray();
    if (numbers.length != NUMBERS_OF_AGE) {
      throw new IllegalArgumentException("not an age of a distribution");
    }
    return new AgeMeans(
        new BatchMeans(numbers[0], numbers[1], numbers[2]),
        new BatchMeans(numbers[3], numbers[4], numbers[5]));
  }

  private static long amount(String text) {
    long amount = Long.parseLong(text);
    if (amount < 0) {
      throw new IllegalArgumentException("an amount of a distribution is negative");
    }
    return amount;
  }
}
