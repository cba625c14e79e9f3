package dev.proxyherd.places.imports;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files are read, and what is said of those that are not. */
class ImportFileTest {
  private static final String CSV = "name,lat,lon\nHut,47,11\n";

  private @TempDir Path folder;

  private Imported read(String name, byte[] content) throws IOException, ImportException {
    return Imported.of(folder, name, content, ImportSettings.DEFAULTS);
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(packed)) {
      for (var index = 0; index < namesAndTexts.length; index += 2) {
        out.putNextEntry(new ZipEntry(namesAndTexts[index]));
        out.write(namesAndTexts[index + 1].getBytes(UTF_8));
      }
    }
    return packed.toByteArray();
  }

  @Test
  void unpacksWhatIsPacked() throws Exception {
    assertThat(read("a.csv.gz", gzip(CSV.getBytes(UTF_8))).only().name()).isEqualTo("Hut");
    assertThat(read("a.zip", zip("readme.txt", "Hello", "a.csv", CSV)).only().name())
        .isEqualTo("Hut");
  }

  @Test
  void theContentSaysWhatItIsWhereTheNameDoesNot() throws Exception {
    assertThat(read("a", CSV.getBytes(UTF_8)).report().format()).isEqualTo(ImportFormat.CSV);
    assertThat(read("a", "{\"type\":\"Feature\"}".getBytes(UTF_8)).report().format())
        .isEqualTo(ImportFormat.GEOJSON);
    assertThatThrownBy(() -> read("a.json", CSV.getBytes(UTF_8)))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("a.json, line 1, column ");
  }

  @Test
  void saysWhyAFileIsNotRead() throws Exception {
    assertRefused("a is UTF-16", "\uFEFFname,lat".getBytes(UTF_16LE));
    assertRefused("a is packed by bzip2", "BZh91AY&SY".getBytes(UTF_8));
    assertRefused("a is XML", "<osm version=\"0.6\"/>".getBytes(UTF_8));
    assertRefused("a is OpenStreetMap's own", "\0\0\0\rx\nOSMHeader".getBytes(UTF_8));
    assertRefused("a is not text", "abc\0def".getBytes(UTF_8));
    assertRefused("a is empty", new byte[0]);
    assertRefused("a is packed twice", gzip(gzip(CSV.getBytes(UTF_8))));
    assertRefused("a has a.csv, b.csv: unpack it", zip("a.csv", CSV, "b.csv", CSV));
    assertRefused("a has no file", zip("readme.txt", "Hello"));
    assertThatThrownBy(() -> ImportFile.open(folder))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void aPackedFileThatIsCutIsRefused() throws Exception {
    var packed = gzip(CSV.repeat(10_000).getBytes(UTF_8));
    assertThatThrownBy(() -> read("a.csv.gz", Arrays.copyOf(packed, packed.length / 2)))
        .isInstanceOf(EOFException.class);
    var archive = zip("a.csv", CSV);
    assertThatThrownBy(() -> read("a.zip", Arrays.copyOf(archive, archive.length / 2)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void tellsHowFarItIs() throws Exception {
    var text = new StringBuilder("name,lat,lon\n");
    for (var row = 0; row < 10_000; row++) {
      text.append("Hut ").append(row).append(",47,11\n");
    }
    var file = Files.writeString(folder.resolve("a.csv"), text);
    var calls = new AtomicLong();
    var lastRows = new AtomicLong();
    var lastBytes = new AtomicLong();
    new PlaceImport(
            ImportSettings.DEFAULTS,
            _ -> {},
            (rows, bytes, all) -> {
              calls.incrementAndGet();
              assertThat(rows).isGreaterThan(lastRows.getAndSet(rows));
              assertThat(bytes).isGreaterThan(lastBytes.getAndSet(bytes)).isLessThanOrEqualTo(all);
              assertThat(all).isEqualTo(text.length());
            })
        .read(file);
    assertThat(calls.get()).isEqualTo(2);
  }

  private void assertRefused(String why, byte[] content) {
    assertThatThrownBy(() -> read("a", content))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(why);
  }
}
