// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.powermeter;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The zones of a powercap tree. A zone's parts stand in its folder, beside it, or both, as links:
 * Linux shows all of them in one folder of links, a tree made by hand has what its maker saw fit.
 * Each is found once, by the name of its folder.
 *
 * <p>Zones overlap: {@code psys} holds packages, a package its cores and what else is on it, but
 * not the memory beside it. Only packages and memory ({@code dram}) are counted.
 */
final class PowercapTree {

  private static final Pattern ZONE = Pattern.compile("intel-rapl(-mmio)?(:\\d{1,4}){1,3}");

  /** No more are looked at; a machine with 8 packages has some 50 zones. */
  private static final int MAX_ENTRIES = 1000;

  /** What is read over MMIO comes last: it shows a package that is there already once more. */
  private static final Comparator<String> ORDER =
      Comparator.comparing((String id) -> id.startsWith("intel-rapl-mmio"))
          .thenComparing(String::length)
          .thenComparing(Comparator.naturalOrder());

  private final TextSource source;
  private final Map<String, Path> folders = new TreeMap<>(ORDER);
  private final List<PowercapZone> zones = new ArrayList<>();

  /** Looks for zones below a folder. */
  PowercapTree(Path root, TextSource source) {
    this.source = source;
    collect(root);
    // Where the folder of links is not visible, as in some containers, devices stand below these.
    collect(root.resolve("intel-rapl"));
    collect(root.resolve("intel-rapl-mmio"));
    folders.forEach(this::add);
  }

  /** Returns the packages and then their memory, each once. */
  List<PowercapZone> counted() {
    Map<String, PowercapZone> packages = new LinkedHashMap<>();
    for (PowercapZone zone : zones) {
      if (zone.isPackage()) {
        packages.putIfAbsent(zone.label(), zone);
      }
    }
    List<PowercapZone> counted = new ArrayList<>(packages.values());
    packages.values().forEach(owner -> counted.addAll(memoryOf(owner)));
    return counted;
  }

  /** Tells whether there is a zone for the whole machine. */
  boolean hasPsys() {
    return zones.stream().anyMatch(zone -> zone.name().equals("psys"));
  }

  private Collection<PowercapZone> memoryOf(PowercapZone owner) {
    return zones.stream()
        .filter(zone -> zone.isDramOf(owner))
        .map(zone -> zone.namedAfter(owner))
        .toList();
  }

  /** Goes down into every zone once, so that links that lead back end nowhere. */
  private void collect(Path folder) {
    for (Path entry : entries(folder)) {
      String id = String.valueOf(entry.getFileName());
      if (ZONE.matcher(id).matches()
          && folders.size() < MAX_ENTRIES
          && folders.putIfAbsent(id, entry) == null) {
        collect(entry);
      }
    }
  }

  private static List<Path> entries(Path folder) {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "intel-rapl*")) {
      for (Path entry : found) {
        if (entries.size() == MAX_ENTRIES) {
          break;
        }
        entries.add(entry);
      }
    } catch (IOException | DirectoryIteratorException | SecurityException e) {
      // What could be listed is all there is; nothing at all is said to be so by the caller.
    }
    return entries;
  }

  private void add(String id, Path folder) {
    Path name = folder.resolve("name");
    try {
      if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        zones.add(new PowercapZone(id, source.read(name), folder));
      } else if (Files.exists(folder.resolve("energy_uj"))) {
        zones.add(new PowercapZone(id, "", folder));
      }
    } catch (IOException | SecurityException e) {
      // A zone that does not tell what it counts may count what another one does.
    }
  }
}
