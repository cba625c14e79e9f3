package dev.proxyherd.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * One call of the command: where it works, what it reads, and where it says what.
 *
 * @param bytes standard output, for what is not text
 * @param out standard output: what was asked for
 * @param err standard error: what went wrong, and what goes on
 */
record Invocation(
    Checkout checkout,
    InputStream in,
    OutputStream bytes,
    PrintWriter out,
    PrintWriter err,
    Terminal terminal) {
  private static final JsonMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  static Invocation of(
      Checkout checkout, InputStream in, OutputStream out, PrintWriter err, Terminal terminal) {
    var text = new PrintWriter(out, true, Charset.defaultCharset());
    return new Invocation(checkout, in, out, text, err, terminal);
  }

  Herds herds() {
    return Herds.of(this);
  }

  Members members() {
    return new Members(checkout, out, progress());
  }

  ProgressLine progress() {
    return new ProgressLine(err, terminal);
  }

  /** Prints what {@code --json} asks for. */
  void printJson(Object answer) {
    out.println(INDENTED.writeValueAsString(answer));
  }

  /** Says what went wrong, where that does not end the command. */
  void complain(String message) {
    err.println("herd: " + message);
  }

  /** What the bytes of the command line were read with: to be written with it again. */
  static Charset argumentCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
