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
 * The zones of a powercap tree, as Linux shows them:
 *
 * <pre>
 * intel-rapl:0     package-0     counted
 * intel-rapl:0:0   core          part of package-0
 * intel-rapl:0:1   dram          counted: memory beside package-0
 * intel-rapl:1     psys          the whole machine; not reliable
 * intel-rapl-mmio:0   package-0  the first one again, read another way
 * </pre>
 *
 * <p>The parts of a zone are in its folder, beside it, or both, as links: Linux shows all of them
 * in one folder of links, and a tree made by hand may look otherwise. Each zone is found once, by
 * the name of its folder.
 *
 * <p>Zones overlap. {@code psys} includes packages; a package includes its cores and whatever else
 * is on it, but not the memory beside it. Only packages and memory ({@code dram}) are counted.
 */
final class PowercapTree {

  private static final Pattern ZONE = Pattern.compile("intel-rapl(-mmio)?(:\\d{1,4}){1,3}");

  /** The most entries to look at; a machine with 8 packages has some 50 zones. */
  private static final int MAX_ENTRIES = 1000;

  /** Zones read over MMIO come last, because they show the packages a second time. */
  private static final Comparator<String> ORDER =
      Comparator.comparing((String id) -> id.startsWith("intel-rapl-mmio"))
          .thenComparing(String::length)
          .thenComparing(Comparator.naturalOrder());

  private final TextSource source;
  private final Map<String, Path> folders = new TreeMap<>(ORDER);
  private final List<PowercapZone> zones = new ArrayList<>();

  /** Reads the zones below a folder. Never throws; what cannot be read is left out. */
  PowercapTree(Path root, TextSource source) {
    this.source = source;
    collect(root);
    // Some containers hide the folder of links; there the devices are in these folders.
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

  /** Returns whether there is a zone for the whole machine. */
  boolean hasPsys() {
    return zones.stream().anyMatch(zone -> zone.name().equals("psys"));
  }

  /** Returns the memory beside a package, under a name that says whose it is. */
  private Collection<PowercapZone> memoryOf(PowercapZone owner) {
    return zones.stream()
        .filter(zone -> zone.isDramOf(owner))
        .map(zone -> zone.namedAfter(owner))
        .toList();
  }

  /** Descends into every zone once, so that links in a circle do no harm. */
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

  /** Returns the folders that look like zones; a number of them only, whatever the folder holds. */
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
      // The entries listed so far count. If there are none, the caller reports that.
    }
    return entries;
  }

  /** Adds a zone by its name, or without one if it has a counter and no name. */
  private void add(String id, Path folder) {
    Path name = folder.resolve("name");
    try {
      if (Files.exists(name, LinkOption.NOFOLLOW_LINKS)) {
        zones.add(new PowercapZone(id, source.read(name), folder));
      } else if (Files.exists(folder.resolve("energy_uj"))) {
        zones.add(new PowercapZone(id, "", folder));
      }
    } catch (IOException | SecurityException e) {
      // A zone without a readable name may count the same as another one.
    }
  }
}
