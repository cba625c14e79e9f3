package dev.proxyherd.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The members that the profiles describe, and the herds that their neighbours make of them.
 *
 * <p>Reads no more than it needs for starting members; whether the herd can be is checked by every
 * member as it starts.
 */
final class Profiles {
  private static final Pattern FILE =
      Pattern.compile("application-([a-z0-9][^/]*)\\.ya?ml", Pattern.CASE_INSENSITIVE);
  private static final String TABLE = "local";
  private static final int NO_PORT = -1;

  private final Path folder;
  private final Map<String, Profile> profiles = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final Map<String, Set<String>> hosts = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private Map<?, ?> addresses = Map.of();
  private String password = "";

  private record Profile(String file, String name, List<String> neighbours) {}

  private Profiles(Path folder) {
    this.folder = folder;
  }

  static Profiles read(Path folder) {
    var profiles = new Profiles(folder);
    try (var files = Files.list(folder)) {
      for (var file : files.sorted().toList()) {
        var matcher = FILE.matcher(String.valueOf(file.getFileName()));
        if (matcher.matches()) {
          profiles.add(matcher.group(1), herd(file));
        }
      }
    } catch (IOException e) {
      throw new HerdFailure("no profiles to read in %s: %s".formatted(folder, e.getMessage()));
    }
    return profiles;
  }

  /** All names, as the profiles spell them. */
  List<String> names() {
    return profiles.values().stream().map(Profile::name).toList();
  }

  /** The member of a name, in whatever case. */
  Member member(String name) {
    var profile = profiles.get(name);
    if (profile == null) {
      throw HerdFailure.usage(
          "there is no member %s; there are %s".formatted(name, String.join(", ", names())));
    }
    var address = map(addresses.get(profile.name()));
    return new Member(
        profile.file(),
        profile.name(),
        profile.neighbours(),
        String.valueOf(address.containsKey("host") ? address.get("host") : "127.0.0.1"),
        port(profile, address, "client-port"),
        port(profile, address, "peer-port"),
        port(profile, address, "http-port"),
        address.containsKey("web-port") ? port(profile, address, "web-port") : NO_PORT,
        credentials());
  }

  /** What members on this machine want to hear over HTTP. */
  Credentials credentials() {
    return new Credentials(System.getenv().getOrDefault(Credentials.VARIABLE, password));
  }

  /** Where a member may be: its hosts in all address tables. */
  Set<String> hosts(String name) {
    return hosts.getOrDefault(name, Set.of());
  }

  /**
   * The herd that a member belongs to: all that are connected with it, directly or through others,
   * the nearest first. An edge counts whichever end names it.
   */
  List<Member> herd(String name) {
    var herd = new LinkedHashSet<String>();
    var next = new ArrayDeque<>(List.of(member(name).name()));
    while (!next.isEmpty()) {
      var current = next.remove();
      if (herd.add(current)) {
        for (var other : profiles.values()) {
          var self = profiles.get(current);
          if (other.neighbours().contains(current)
              || (self != null && self.neighbours().contains(other.name()))) {
            next.add(other.name());
          }
        }
      }
    }
    return herd.stream().map(this::member).toList();
  }

  private void add(String file, Map<?, ?> herd) {
    if (herd.get("name") instanceof String name) {
      if (!name.equalsIgnoreCase(file)) {
        throw new HerdFailure(
            "%s: application-%s.yml names the member %s; a member's profile is called by its name"
                .formatted(folder, file, name));
      }
      profiles.put(name, new Profile(file, name, list(herd.get("neighbours"))));
    } else {
      var table = map(herd.get("members"));
      table.forEach((name, address) -> addHost(String.valueOf(name), map(address).get("host")));
      if (file.equals(TABLE)) {
        addresses = table;
        password = Objects.toString(map(herd.get("management")).get("password"), "");
      }
    }
  }

  private void addHost(String name, @Nullable Object host) {
    if (host != null) {
      hosts.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(host.toString());
    }
  }

  private int port(Profile profile, Map<?, ?> address, String key) {
    if (address.get(key) instanceof Integer port && port > 0 && port < 65_536) {
      return port;
    }
    throw new HerdFailure(
        "%s: members on this machine need a %s from 1 to 65535: set herd.members.%s.%s"
            .formatted(folder.resolve("application-local.yml"), key, profile.name(), key));
  }

  private static Map<?, ?> herd(Path file) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
      return map(map(document).get("herd"));
    } catch (YAMLException e) {
      var message = String.valueOf(e.getMessage()).lines().map(String::strip).toList();
      throw new HerdFailure("%s: %s".formatted(file, String.join(" ", message)));
    }
  }

  /** A map with its keys as Spring sees them: camel case is kebab case, brackets are quotes. */
  private static Map<?, ?> map(@Nullable Object value) {
    var map = new LinkedHashMap<String, @Nullable Object>();
    if (value instanceof Map<?, ?> raw) {
      raw.forEach((key, element) -> map.put(key(String.valueOf(key)), element));
    }
    return map;
  }

  private static String key(String key) {
    if (key.startsWith("[") && key.endsWith("]")) {
      return key.substring(1, key.length() - 1);
    }
    return key.endsWith("Port") ? key.replace("Port", "-port").toLowerCase(Locale.ROOT) : key;
  }

  private static List<String> list(@Nullable Object value) {
    var list = new ArrayList<String>();
    if (value instanceof List<?> names) {
      names.forEach(name -> list.add(String.valueOf(name)));
    } else if (value instanceof String names) {
      for (var name : names.split(",", -1)) {
        list.add(name.strip());
      }
    }
    return list;
  }
}
