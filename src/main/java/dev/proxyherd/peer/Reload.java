package dev.proxyherd.peer;

import dev.proxyherd.settings.ConfigurationFiles;
import dev.proxyherd.settings.UnusableConfigurationException;
import dev.proxyherd.topology.CurrentTopology;
import dev.proxyherd.topology.HerdProperties;
import dev.proxyherd.topology.Topology;
import dev.proxyherd.topology.TopologyChange;
import dev.proxyherd.topology.TopologyChange.Move;
import java.util.function.BooleanSupplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Changes this member's neighbours while it runs, to those that the configuration files name. Files
 * that a member would not start with change nothing.
 */
public final class Reload {
  private static final Log LOG = LogFactory.getLog(Reload.class);

  private final ConfigurationFiles files;
  private final CurrentTopology topology;
  private final Neighbours neighbours;
  private final FloodingGateway links;
  private final BooleanSupplier stopping;

  /**
   * @param stopping whether the member has been told to stop
   */
  Reload(
      ConfigurationFiles files,
      CurrentTopology topology,
      Neighbours neighbours,
      FloodingGateway links,
      BooleanSupplier stopping) {
    this.files = files;
    this.topology = topology;
    this.neighbours = neighbours;
    this.links = links;
    this.stopping = stopping;
  }

  private record Reading(Topology topology, TopologyChange change) {}

  /** What {@link #reload} would do. */
  public TopologyChange preview() throws UnusableConfigurationException {
    return read().change;
  }

  /**
   * Reads the files and does as they say. One at a time: whoever comes meanwhile waits, and then
   * finds what there is still to do.
   *
   * @return what was different
   * @throws UnusableConfigurationException when a member would not start with these files
   * @throws StoppingException when this member is about to stop
   */
  public synchronized TopologyChange reload() throws UnusableConfigurationException {
    if (stopping.getAsBoolean()) {
      throw new StoppingException();
    }
    var read = read();
    topology.replace(read.topology);
    neighbours.replace(read.topology.neighbours());
    links.follow(read.change.moved().stream().map(Move::neighbour).toList());
    LOG.info("The files have been read again. Neighbours: " + read.change.describe());
    return read.change;
  }

  private Reading read() throws UnusableConfigurationException {
    return files.read(
        environment -> {
          var next =
              Topology.of(Binder.get(environment).bindOrCreate("herd", HerdProperties.class));
          return new Reading(
              next, TopologyChange.between(topology.get(), next, files.differences(environment)));
        });
  }

  /** A member that drains its links takes no new ones. */
  public static final class StoppingException extends IllegalStateException {
    StoppingException() {
      super("this member is about to stop");
    }
  }
}
