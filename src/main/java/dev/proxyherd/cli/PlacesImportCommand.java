package dev.proxyherd.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.proxyherd.places.gazetteer.ImportedPlace;
import dev.proxyherd.places.gazetteer.PlaceFileWriter;
import dev.proxyherd.places.imports.ImportException;
import dev.proxyherd.places.imports.ImportFormat;
import dev.proxyherd.places.imports.ImportProgress;
import dev.proxyherd.places.imports.ImportReport;
import dev.proxyherd.places.imports.PlaceImport;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code herd places import}. */
@Command(
    name = "import",
    description = {
      "Makes a file of places that members answer from, out of GeoNames dumps, GeoJSON or",
      "CSV, also packed (.zip, .gz). What is no place is skipped, and said by reason."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Several FILEs become one. Exit status 1, and the file that was there stays: a FILE",
      "cannot be read, there is no place in any, or the disk is full.",
      "",
      "Examples:",
      "  ./herd places import DE.zip --admin1 admin1CodesASCII.txt",
      "  ./herd places import berlin.geojsonseq --credit '© OpenStreetMap contributors, ODbL'",
      "  ./herd places import shops.csv --column name=Bezeichnung --to places/shops.places",
      "",
      "What becomes what: docs/reference/places-import.md"
    })
final class PlacesImportCommand implements Runnable {
  private static final String GEONAMES_CREDIT =
      "<a href=\"https://www.geonames.org/\">GeoNames</a>, CC BY 4.0";
  private static final String INTERRUPTED = "interrupted; nothing has been changed";
  private static final int MAX_CREDIT_CHARS = 1_000;

  @Parameters(paramLabel = "FILE", arity = "1..*", description = "what to read")
  private List<Path> files = List.of();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "the file to make (default: places/NAME.places, by the first FILE's name)")
  private @Nullable Path to;

  @Option(
      names = "--credit",
      paramLabel = "HTML",
      description = {
        "whom answers credit; may be repeated. GeoNames is credited by itself;",
        "needed for GeoJSON: '' for nobody"
      })
  private @Nullable List<String> credits;

  @Mixin private PlacesImportOptions options = new PlacesImportOptions();

  @Option(names = "--json", description = "as one JSON object")
  private boolean json;

  private final Invocation call;
  private final ProgressLine progress;

  PlacesImportCommand(Invocation call) {
    this.call = call;
    progress = call.progress();
  }

  @Override
  public void run() {
    var sources = files.stream().map(PlacesImportCommand::resolved).toList();
    PlacesImportReport report;
    // First in is last out: the process may end once the writer has tidied up.
    try (var interruption = new Interruption()) {
      report = make(sources, interruption);
    } finally {
      progress.clear();
    }
    if (json) {
      call.printJson(report);
    } else {
      report.print(call.out());
    }
  }

  private PlacesImportReport make(List<Path> sources, Interruption interruption) {
    var reading = sources.getFirst();
    try {
      var settings = options.settings();
      var allCredits = credits(formats(sources));
      var target = target(sources.getFirst());
      if (sources.contains(target)) {
        throw HerdFailure.usage("--to: %s would be written over".formatted(shown(target)));
      }
      try (var writer = create(target, allCredits)) {
        var imported =
            new PlaceImport(settings, place -> add(writer, place), progress(interruption));
        var reports = new ArrayList<ImportReport>();
        for (var source : sources) {
          reading = source;
          progress.about(String.valueOf(source.getFileName()));
          reports.add(imported.read(source));
        }
        progress.about(shown(target));
        return finish(writer, target, sources, reports);
      } catch (NotWritten e) {
        throw failure(interruption, "cannot write " + shown(target), e.why);
      }
    } catch (ImportException e) {
      throw new HerdFailure(e.message());
    } catch (IOException e) {
      throw failure(interruption, "cannot read " + reading, e);
    }
  }

  /** An interrupt shows as a failure of whatever file is being used. */
  private static HerdFailure failure(Interruption interruption, String what, IOException why) {
    return new HerdFailure(
        interruption.isAsked() ? INTERRUPTED : "%s: %s".formatted(what, reason(why)));
  }

  private static String reason(IOException why) {
    if (why instanceof NoSuchFileException) {
      return "there is no such file or folder";
    }
    var reason = why instanceof FileSystemException system ? system.getReason() : why.getMessage();
    return reason == null ? why.toString() : reason;
  }

  private Set<ImportFormat> formats(List<Path> sources) throws IOException, ImportException {
    var formats = new LinkedHashSet<ImportFormat>();
    for (var source : sources) {
      var format = options.format();
      formats.add(format == null ? PlaceImport.format(source) : format);
    }
    options.requireOnlyFor(formats);
    return formats;
  }

  private List<String> credits(Set<ImportFormat> formats) {
    if (credits == null && formats.contains(ImportFormat.GEOJSON)) {
      throw HerdFailure.usage(
          "--credit: whose data is it? '© OpenStreetMap contributors, ODbL' for OpenStreetMap's, ''"
              + " for nobody's");
    }
    var all = new LinkedHashSet<String>();
    if (formats.contains(ImportFormat.GEONAMES)) {
      all.add(GEONAMES_CREDIT);
    }
    for (var credit : credits == null ? List.<String>of() : credits) {
      var text = new String(credit.getBytes(Invocation.argumentCharset()), UTF_8).strip();
      if (text.length() > MAX_CREDIT_CHARS || text.chars().anyMatch(Character::isISOControl)) {
        throw HerdFailure.usage(
            "--credit: one line of up to %d characters".formatted(MAX_CREDIT_CHARS));
      }
      if (!text.isEmpty()) {
        all.add(text);
      }
    }
    return List.copyOf(all);
  }

  /** Beside the profiles, so that members, which work in that folder, find it by a short name. */
  private Path target(Path first) throws NotWritten {
    if (to != null) {
      return resolved(to);
    }
    var name = String.valueOf(first.getFileName()).replaceFirst("(?<=.)\\..*", "");
    var folder = call.checkout().home().resolve("places");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new NotWritten(e);
    }
    return folder.resolve(name + ".places");
  }

  /** Against the folder that the command was called in: the script goes to the project's. */
  static Path resolved(Path path) {
    return Path.of(System.getProperty("herd.caller", ""))
        .resolve(path)
        .toAbsolutePath()
        .normalize();
  }

  /** As members see it, which work in the project's folder. */
  private String shown(Path path) {
    var home = call.checkout().home();
    return (path.startsWith(home) ? home.relativize(path) : path).toString();
  }

  private PlacesImportReport finish(
      PlaceFileWriter writer, Path target, List<Path> sources, List<ImportReport> reports)
      throws NotWritten {
    var made = PlacesImportReport.of(sources, reports);
    if (made.places() == 0) {
      made.print(call.err());
      throw new HerdFailure("there is no place in it: nothing is written");
    }
    progress.show("sorting and writing %,d places".formatted(made.places()));
    try {
      var summary = writer.finish();
      return made.written(shown(target), summary);
    } catch (IOException e) {
      throw new NotWritten(e);
    }
  }

  private static PlaceFileWriter create(Path target, List<String> credits) throws NotWritten {
    try {
      return PlaceFileWriter.create(target, credits);
    } catch (IOException e) {
      throw new NotWritten(e);
    }
  }

  private static void add(PlaceFileWriter writer, ImportedPlace place) throws NotWritten {
    try {
      writer.add(place);
    } catch (IOException e) {
      throw new NotWritten(e);
    }
  }

  private ImportProgress progress(Interruption interruption) {
    var rate = new RowRate(System.nanoTime());
    return (rows, bytes, allBytes) -> {
      if (interruption.isAsked()) {
        throw new HerdFailure(INTERRUPTED);
      }
      var now = System.nanoTime();
      if (rate.isDue(now)) {
        progress.show(rate.shown(now, rows, bytes, allBytes));
      }
    };
  }

  /** The file that is made cannot be, other than one that is read. */
  private static final class NotWritten extends IOException {
    private final IOException why;

    private NotWritten(IOException why) {
      super(why);
      this.why = why;
    }
  }
}
