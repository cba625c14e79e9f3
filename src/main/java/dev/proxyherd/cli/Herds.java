package dev.proxyherd.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The herds that the profiles describe, and which of them are here. */
final class Herds {
  private final Profiles profiles;
  private final Members members;
  private final ProgressLine progress;

  private Herds(Profiles profiles, Members members, ProgressLine progress) {
    this.profiles = profiles;
    this.members = members;
    this.progress = progress;
  }

  static Herds of(Invocation call) {
    return new Herds(Profiles.read(call.checkout().profiles()), call.members(), call.progress());
  }

  /** The member of a name. */
  Member member(String name) {
    return profiles.member(name);
  }

  /** The herd of a name; without one, all that have been started here and not been taken down. */
  List<List<Member>> herds(@Nullable String name) {
    if (name != null) {
      return List.of(profiles.herd(name));
    }
    var herds = new LinkedHashSet<Set<Member>>(); // which are equal whatever member they begin with
    for (var start : profiles.names()) {
      if (members.isRecorded(profiles.member(start))) {
        herds.add(new LinkedHashSet<>(profiles.herd(start)));
      }
    }
    return herds.stream().map(List::copyOf).toList();
  }

  /**
   * The one herd that a command is about.
   *
   * @throws HerdFailure when none has been started, or more than one
   */
  List<Member> herd(@Nullable String name) {
    var herds = herds(name);
    if (herds.isEmpty()) {
      throw new HerdFailure("no herd has been started here; ./herd up starts one");
    }
    if (herds.size() > 1) {
      throw HerdFailure.usage("more than one herd has been started here: name a member of one");
    }
    return herds.getFirst();
  }

  /** How the members of a herd are, all asked at once. */
  List<MemberStatus> statuses(List<Member> herd) {
    progress.show("asking %d members".formatted(herd.size()));
    try {
      return herd.parallelStream()
          .map(member -> MemberStatus.of(member, members.find(member)))
          .toList();
    } finally {
      progress.clear();
    }
  }

  /** The first member that runs, unless another is named, or another herd could be meant. */
  Member running(@Nullable String name) {
    var names = name == null ? profiles.names() : List.of(name);
    var running =
        names.stream()
            .map(profiles::member)
            .filter(member -> members.find(member) != null)
            .toList();
    if (running.isEmpty()) {
      throw name == null
          ? new HerdFailure("no member is running; ./herd up starts a herd")
          : HerdFailure.notRunning(profiles.member(name));
    }
    var herd = profiles.herd(running.getFirst().name());
    if (!herd.containsAll(running)) {
      throw HerdFailure.usage("more than one herd is running: say with --member which to ask");
    }
    return running.getFirst();
  }

  boolean isRunning(Member member) {
    return members.find(member) != null;
  }
}
