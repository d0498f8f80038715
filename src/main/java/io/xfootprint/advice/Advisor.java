// SPDX-License-Identifier: Apache-2.0
package io.xfootprint.advice;

import io.xfootprint.advice.Moves.Kind;
import io.xfootprint.grid.Comparison;
import io.xfootprint.grid.Location;
import io.xfootprint.ledger.Statement;
import io.xfootprint.model.Electricity;
import io.xfootprint.units.Scale;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares measured work with the same work elsewhere: on other instance types, in other places,
 * and on both. The tables are read when somebody asks for the first time. Nothing is asked over the
 * network; which region offers which type is not known.
 *
 * <p>Both sides are priced on one basis, as factors of two bases cannot be compared. Safe for use
 * by many threads.
 */
public final class Advisor {

  /** The clouds whose instance types the tables have. */
  public static final List<String> PROVIDERS = List.of("aws", "gcp", "azure");

  private Advisor() {}

  /**
   * Returns the advice for the work of a statement.
   *
   * @param provider one of the {@link #PROVIDERS}; empty for all
   * @return empty if what the process used, or what was held, is not known or nothing yet
   */
  public static Optional<Advice> advise(
      Circumstances circumstances, Statement statement, String provider) {
    return Work.of(statement, circumstances.model(), circumstances.isMeasured())
        .map(work -> advise(circumstances, work, provider))
        .filter(advice -> advice.here().grams() > 0);
  }

  private static Advice advise(Circumstances circumstances, Work work, String provider) {
    Comparison own = Comparison.of(circumstances.location());
    Spot here = spot(circumstances, work, own.here());
    Need need = circumstances.need();
    List<String> providers = provider.isEmpty() ? PROVIDERS : List.of(provider);
    List<Moves> moves = new ArrayList<>();
    if (providers.contains(circumstances.provider())) {
      moves.add(ofMachine(here, work, need, circumstances.provider()));
    }
    if (provider.isEmpty() || provider.equals(circumstances.location().family())) {
      Electricity electricity = circumstances.model().electricity();
      moves.add(
          Moves.of(
              Kind.PLACE,
              own.basis(),
              here,
              own.elsewhere().stream().map(each -> here.at(Place.there(each, electricity)))));
    }
    moves.add(ofBoth(circumstances, work, providers));
    return new Advice(
        work,
        here,
        need,
        moves.stream().filter(each -> !each.best().isEmpty()).toList(),
        smaller(circumstances, here));
  }

  private static Spot spot(Circumstances circumstances, Work work, Location on) {
    return new Spot(
        circumstances.model().machine().name(),
        Place.here(on, circumstances.model().electricity()),
        work.bill(),
        circumstances.power());
  }

  /** Returns what other machines take in the same place. */
  private static Moves ofMachine(Spot here, Work work, Need need, String provider) {
    return Moves.of(
        Kind.MACHINE,
        "",
        here,
        Machines.ofTables().fitting(need, provider).stream()
            .filter(machine -> !machine.name().equals(here.machine()))
            .map(machine -> spot(machine, work, need, here.place())));
  }

  private static Spot spot(OtherMachine machine, Work work, Need need, Place place) {
    return new Spot(machine.name(), place, machine.bill(work, need), machine.power());
  }

  /** Returns the best machine in each place of some clouds. */
  private static Moves ofBoth(Circumstances circumstances, Work work, List<String> providers) {
    Need need = circumstances.need();
    List<Spot> spots = new ArrayList<>();
    List<String> bases = new ArrayList<>();
    Location location = circumstances.location();
    Location onBasis = location;
    for (String provider : providers) {
      Comparison comparison = Comparison.of(location, provider);
      onBasis = comparison.here();
      bases.add(provider + ": " + comparison.basis());
      List<Spot> candidates =
          Machines.ofTables().fitting(need, provider).stream()
              .map(
                  machine ->
                      spot(
                          machine,
                          work,
                          need,
                          Place.here(comparison.here(), circumstances.model().electricity())))
              .toList();
      for (Location each : comparison.elsewhere()) {
        Place place = Place.there(each, circumstances.model().electricity());
        candidates.stream()
            .map(candidate -> candidate.at(place))
            .min(Comparator.comparingDouble(Spot::grams))
            .ifPresent(spots::add);
      }
    }
    return Moves.of(
        Kind.BOTH,
        bases.stream().collect(Collectors.joining("; ")),
        spot(circumstances, work, onBasis),
        spots.stream());
  }

  private static Optional<SmallerSize> smaller(Circumstances circumstances, Spot here) {
    double gigabytes = circumstances.model().held().memoryBytes().orElse(0) / Scale.GIGA;
    return Stream.of(circumstances.model().held().cpus())
        .filter(held -> held.isPresent())
        .findFirst()
        .flatMap(
            held -> SmallerSize.of(here, held.getAsDouble(), circumstances.peakCpus(), gigabytes));
  }

  /**
   * Returns one move, whether it is a good one or not.
   *
   * @param machine an instance type of the tables, or the own machine
   * @param location a place of the tables
   * @return empty if the work is not known; if the machine is in no table, does not fit, or is of
   *     another cloud than the place; or if the place has no figure on one basis with that of here
   */
  public static Optional<Moves> move(
      Circumstances circumstances, Statement statement, String machine, Location location) {
    return Work.of(statement, circumstances.model(), circumstances.isMeasured())
        .flatMap(work -> move(circumstances, work, machine, location));
  }

  private static Optional<Moves> move(
      Circumstances circumstances, Work work, String machine, Location location) {
    Location own = circumstances.location();
    Comparison comparison =
        location.isRegion() ? Comparison.of(own, location.family()) : Comparison.of(own);
    Spot here = spot(circumstances, work, comparison.here());
    Optional<Place> place =
        location.name().equals(own.name())
            ? Optional.of(here.place())
            : comparison.elsewhere().stream()
                .filter(each -> each.name().equals(location.name()))
                .findFirst()
                .map(each -> Place.there(each, circumstances.model().electricity()));
    return place
        .flatMap(found -> there(here, circumstances.need(), work, machine, found))
        .map(there -> Moves.of(Kind.BOTH, comparison.basis(), here, Stream.of(there)));
  }

  /** Returns a machine in a place, if it fits and is of the place's cloud. */
  private static Optional<Spot> there(
      Spot here, Need need, Work work, String machine, Place place) {
    return machine.equals(here.machine())
        ? Optional.of(here.at(place))
        : Machines.ofTables()
            .find(machine)
            .filter(found -> found.fits(need) && isIn(place, found.provider()))
            .map(found -> spot(found, work, need, place));
  }

  /** Returns whether a place is of no cloud whose types are known, or of this one. */
  private static boolean isIn(Place place, String provider) {
    String family = place.name().replaceFirst("/.*", "");
    return family.equals(provider) || !PROVIDERS.contains(family);
  }
}
