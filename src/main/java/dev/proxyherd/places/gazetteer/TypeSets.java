package dev.proxyherd.places.gazetteer;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The combinations of types that places have, by number: millions of places have a few hundred.
 * Number 0 is to have none.
 */
final class TypeSets {
  static final int MAX = 1 << Short.SIZE;

  private final Map<List<String>, Integer> numbers = new HashMap<>();
  private final List<List<String>> sets = new ArrayList<>();
  private final List<byte[]> json = new ArrayList<>();

  TypeSets() {
    number(List.of());
  }

  /** The number of that combination, a new one perhaps; -1 if there are too many. */
  int number(List<String> types) {
    var known = numbers.get(types);
    if (known != null) {
      return known;
    }
    if (sets.size() == MAX) {
      return -1;
    }
    var number = sets.size();
    numbers.put(types, number);
    sets.add(types);
    json.add(array(types));
    return number;
  }

  int size() {
    return sets.size();
  }

  List<String> types(int number) {
    return sets.get(number);
  }

  /** As a JSON array; not to be changed. */
  byte[] json(int number) {
    return json.get(number);
  }

  private static byte[] array(List<String> types) {
    var text = new JsonBytes(Long.SIZE).append(JsonBytes.utf8("["));
    var separator = "\"";
    for (var type : types) {
      text.append(JsonBytes.utf8(separator)).append(JsonBytes.escaped(JsonBytes.utf8(type)));
      text.append(JsonBytes.utf8("\""));
      separator = ", \"";
    }
    return JsonBytes.utf8(text.append(JsonBytes.utf8("]")).toByteString().toString());
  }

  /** As a section of a file: how many types, then each type's length and text, for all but 0. */
  byte[] toBytes() {
    var bytes = new ByteArrayOutputStream();
    for (var set : sets.subList(1, sets.size())) {
      bytes.write(set.size());
      for (var type : set) {
        var text = JsonBytes.utf8(type);
        bytes.write(text.length);
        bytes.writeBytes(text);
      }
    }
    return bytes.toByteArray();
  }

  /**
   * Reads such a section.
   *
   * @throws IllegalArgumentException if it is none
   */
  static TypeSets of(byte[] bytes) {
    var sets = new TypeSets();
    var in = ByteBuffer.wrap(bytes);
    try {
      while (in.hasRemaining()) {
        var types = new ArrayList<String>();
        for (var left = Byte.toUnsignedInt(in.get()); left > 0; left--) {
          var text = new byte[Byte.toUnsignedInt(in.get())];
          in.get(text);
          types.add(new String(text, StandardCharsets.UTF_8));
        }
        if (sets.number(List.copyOf(types)) != sets.size() - 1) {
          throw new IllegalArgumentException("a combination of types is there twice");
        }
      }
    } catch (BufferUnderflowException end) {
      throw new IllegalArgumentException("the types are cut off", end);
    }
    return sets;
  }
}
