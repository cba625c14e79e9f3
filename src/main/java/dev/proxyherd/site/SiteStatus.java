package dev.proxyherd.site;

import org.jspecify.annotations.Nullable;

/** How a replica of a site does, for whoever reports on it. Nothing of it waits for the engine. */
public interface SiteStatus {
  /**
   * How it is now.
   *
   * @param replica the name of this process
   * @param isCluster whether the engine is a cluster, or one server
   * @param primaries how many of its servers have a part of the records
   * @param leasesHeld how many links, each direction for itself, are this replica's
   * @param buckets in how many parts the records are
   * @param bucketsInTrouble of how many the last call has failed
   * @param trouble what is wrong with one of them; null while all is well
   * @param feeds how many readers of changes there are at this replica: links, and its own
   * @param gaps how often a change was told that did not follow on what the reader had, so that it
   *     was read
   * @param told how many changes this replica has told the others
   * @param heard how many it has been told
   * @param failOvers how often a part of the records came to another server, or one that has begun
   *     anew
   * @param followerBehindSeconds how far its own copy is behind; NaN without
   */
  record Snapshot(
      String replica,
      boolean isCluster,
      int primaries,
      int leasesHeld,
      int buckets,
      int bucketsInTrouble,
      @Nullable String trouble,
      int feeds,
      long gaps,
      long told,
      long heard,
      long failOvers,
      double followerBehindSeconds) {}

  Snapshot snapshot();

  EngineCounts counts();
}
