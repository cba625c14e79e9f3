package dev.proxyherd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxyherd.location.ByteString;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a line is a token, and what of it may be shown. */
class AuthLinesTest {
  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "AUTH secret,secret",
        " \tAUTH \u000b secret \f,secret",
        "AUTH,''",
        "AUTH one two,''",
        "auth secret,''",
        "Auth secret,''"
      })
  void readsATokenOfAWellFormedLineOnly(String line, String token) {
    assertThat(AuthLines.isAuth(ByteString.of(line))).isTrue();
    assertThat(AuthLines.token(ByteString.of(line))).hasToString(token);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "AT", "AUT", "AUTHOR x", "IAMAT AUTH +1+1 1", "? AUTH x"})
  void anythingElseIsNone(String line) {
    assertThat(AuthLines.isAuth(ByteString.of(line))).isFalse();
    assertThat(AuthLines.shown(ByteString.of(line))).isEqualTo(line.length());
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "AUTH secret,AUTH",
        "  aUth secret more,  aUth",
        "\tAUTH\tsecret,\tAUTH",
        "AUTH ,AUTH ",
        "AUTH,AUTH"
      })
  void showsNothingBehindTheVerb(String line, String shown) {
    var bytes = ByteString.of(line);
    assertThat(bytes.slice(0, AuthLines.shown(bytes))).hasToString(shown);
  }

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "'? AUTH secret\n',? AUTH",
        "'? auth secret...\n',? auth",
        "'?   AUTH\tsecret\n',?   AUTH",
        "'? AUTH\n','? AUTH\n'",
        "'? what\n','? what\n'",
        "'AUTH OK somebody\n','AUTH OK somebody\n'",
        "?,?",
        "'',''"
      })
  void showsNoCopyOfOneEither(String reply, String shown) {
    var bytes = ByteString.of(reply);
    assertThat(bytes.slice(0, AuthLines.shownOfReply(bytes))).hasToString(shown);
  }
}
