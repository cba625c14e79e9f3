package dev.proxyherd.store;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** What may befall a file of a store that is not open. */
enum Damage {
  TRUNCATED {
    @Override
    byte[] applyTo(byte[] content, Random random) {
      return Arrays.copyOf(content, random.nextInt(content.length));
    }
  },
  FLIPPED {
    @Override
    byte[] applyTo(byte[] content, Random random) {
      content[random.nextInt(content.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
      return content;
    }
  },
  ZEROED {
    @Override
    byte[] applyTo(byte[] content, Random random) {
      var start = random.nextInt(content.length);
      var end = Math.min(content.length, start + 1 + random.nextInt(512));
      Arrays.fill(content, start, end, (byte) 0);
      return content;
    }
  },
  CUT_SHORT {
    @Override
    byte[] applyTo(byte[] content, Random random) {
      return Arrays.copyOf(content, Math.max(0, content.length - 1 - random.nextInt(200)));
    }
  },
  LOST {
    @Override
    byte[] applyTo(byte[] content, Random random) {
      return new byte[0];
    }
  };

  abstract byte[] applyTo(byte[] content, Random random);

  /**
   * Damages one file.
   *
   * @return what was done, for people
   */
  static String inflict(Path folder, Random random) throws IOException {
    var files = files(folder);
    var file = files.get(random.nextInt(files.size()));
    var damage = values()[random.nextInt(values().length)];
    if (damage == LOST) {
      Files.delete(file);
    } else {
      Files.write(file, damage.applyTo(Files.readAllBytes(file), random));
    }
    return file.getFileName() + " " + damage;
  }

  /**
   * Puts one file back as it was earlier.
   *
   * @return what was done, for people
   */
  static String setBack(Path folder, Path earlier, Random random) throws IOException {
    var files = files(earlier);
    var file = files.get(random.nextInt(files.size())).getFileName();
    Files.copy(earlier.resolve(file), folder.resolve(file), REPLACE_EXISTING);
    return file + " SET BACK";
  }

  /** All that say something: not RocksDB's own log, nor what is empty. */
  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> !file.getFileName().toString().startsWith("LOG"))
          .filter(file -> file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }
}
