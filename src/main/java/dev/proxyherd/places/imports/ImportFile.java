package dev.proxyherd.places.imports;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** A file that is read as text, unpacked where it is packed; it knows how far it has been read. */
final class ImportFile implements AutoCloseable {
  private static final int BUFFER = 1 << 16;
  private static final int HEAD_BYTES = 64;
  private static final int HEAD_CHARS = 1 << 13;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** By what such a file begins with. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "425a68", "is packed by bzip2: unpack it first (bunzip2)",
          "28b52ffd", "is packed by Zstandard: unpack it first (unzstd)",
          "fd377a58", "is packed by xz: unpack it first (unxz)",
          "377abcaf", "is a 7z archive: unpack it first",
          "fffe", "is UTF-16: save it as UTF-8",
          "feff", "is UTF-16: save it as UTF-8",
          "504b0304", "is an archive within an archive: unpack it first",
          "1f8b", "is packed twice: unpack it first",
          "3c", "is XML, which is not read; of OpenStreetMap, osmium export makes GeoJSON");

  private final Path path;
  private final String name;
  private final long bytes;
  private final Counted counted;
  private final BufferedReader text;
  private final @Nullable ZipFile archive;

  private ImportFile(
      Path path, String name, long bytes, InputStream packed, @Nullable ZipFile archive)
      throws IOException, ImportException {
    this.path = path;
    this.name = name;
    this.bytes = bytes;
    this.archive = archive;
    counted = new Counted(packed);
    InputStream plain = new BufferedInputStream(counted, BUFFER);
    if (archive == null && head(plain).startsWith("1f8b")) {
      plain = new BufferedInputStream(new GZIPInputStream(plain, BUFFER), BUFFER);
    }
    requireText(plain);
    // What is not UTF-8 becomes U+FFFD, and costs the place whose text it is in.
    text = new BufferedReader(new InputStreamReader(plain, UTF_8), BUFFER);
  }

  /**
   * @throws IOException if it cannot be read, or is damaged
   * @throws ImportException if it is of a kind that is not read
   */
  static ImportFile open(Path path) throws IOException, ImportException {
    if (Files.isDirectory(path)) {
      throw new ImportException(path + " is a folder: name the file");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new ImportException(path + " is not a regular file"); // it is read more than once
    }
    if (!isZip(path)) {
      var in = Files.newInputStream(path);
      try {
        var file = new ImportFile(path, name(path), Files.size(path), in, null);
        file.skipByteOrderMark();
        return file;
      } catch (IOException | ImportException unusable) {
        in.close();
        throw unusable;
      }
    }
    var archive = new ZipFile(path.toFile());
    try {
      var entry = onlyPlaces(path, archive);
      var in = archive.getInputStream(entry);
      var size = Math.max(0, entry.getSize());
      var file = new ImportFile(path, entry.getName(), size, in, archive);
      file.skipByteOrderMark();
      return file;
    } catch (IOException | ImportException unusable) {
      archive.close();
      throw unusable;
    }
  }

  private static boolean isZip(Path path) throws IOException {
    try (var in = Files.newInputStream(path)) {
      return HexFormat.of().formatHex(in.readNBytes(4)).equals("504b0304");
    }
  }

  /** GeoNames' archives have one file of places, and perhaps one to be read by people. */
  private static ZipEntry onlyPlaces(Path path, ZipFile archive) throws ImportException {
    var entries =
        archive.stream()
            .filter(entry -> !entry.isDirectory())
            .filter(entry -> !entry.getName().toLowerCase(Locale.ROOT).contains("readme"))
            .filter(entry -> !entry.getName().startsWith("__MACOSX"))
            .limit(4)
            .toList();
    if (entries.size() != 1) {
      var names = List.copyOf(entries.stream().map(ZipEntry::getName).toList());
      throw new ImportException(
          "%s has %s: unpack it, and name the file with the places"
              .formatted(path, names.isEmpty() ? "no file" : String.join(", ", names)));
    }
    return entries.getFirst();
  }

  private void requireText(InputStream plain) throws IOException, ImportException {
    var head = head(plain);
    for (var refused : REFUSED.entrySet()) {
      if (head.startsWith(refused.getKey())) {
        throw new ImportException(path + " " + refused.getValue());
      }
    }
    var ascii = new String(HexFormat.of().parseHex(head), US_ASCII);
    if (ascii.contains("OSMHeader")) {
      throw new ImportException(
          path + " is OpenStreetMap's own format: osmium export makes GeoJSON of it");
    }
    if (head.isEmpty()) {
      throw new ImportException(path + " is empty");
    }
    if (ascii.indexOf('\0') >= 0) {
      throw new ImportException(path + " is not text: there are NUL bytes in it");
    }
  }

  /** The first bytes in hexadecimal; they are there to be read again. */
  private static String head(InputStream in) throws IOException {
    in.mark(HEAD_BYTES);
    var head = in.readNBytes(HEAD_BYTES);
    in.reset();
    return HexFormat.of().formatHex(head);
  }

  private void skipByteOrderMark() throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
  }

  /** The text's first few thousand characters; they are there to be read again. */
  String head() throws IOException {
    text.mark(HEAD_CHARS);
    var head = new char[HEAD_CHARS];
    var length = 0;
    for (var read = 0; read >= 0 && length < HEAD_CHARS; length += Math.max(0, read)) {
      read = text.read(head, length, HEAD_CHARS - length);
    }
    text.reset();
    return new String(head, 0, length);
  }

  BufferedReader text() {
    return text;
  }

  /** The name of what is read: of the file, or of the archive's entry, in lower case. */
  String lowerCaseName() {
    return name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
  }

  /** How many there are to be read; 0 where that is not known. */
  long bytes() {
    return bytes;
  }

  long bytesRead() {
    return counted.count;
  }

  @Override
  public String toString() {
    return path.toString();
  }

  @Override
  public void close() throws IOException {
    text.close();
    if (archive != null) {
      archive.close();
    }
  }

  private static String name(Path path) {
    var name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    private Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      var next = super.read();
      count += next < 0 ? 0 : 1;
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      var read = super.read(target, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
