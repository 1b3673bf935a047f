package com.eventbuspro.transform.sql;

import com.eventbuspro.transform.sql.RegexPart.Choice;
import com.eventbuspro.transform.sql.RegexPart.Look;
import com.eventbuspro.transform.sql.RegexPart.One;
import com.eventbuspro.transform.sql.RegexPart.Place;
import com.eventbuspro.transform.sql.RegexPart.Repeat;
import com.eventbuspro.transform.sql.RegexPart.Sequence;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Takes regular expressions of Java apart. They compile: that was made sure. Flags count for the
 * whole of an expression, wherever they are; of a character's kind, rather too many are taken for
 * it than too few.
 */
final class RegexParser {
  static final int OTHERS = 128;

  private static final Pattern FLAGS = Pattern.compile("\\(\\?([a-zA-Z]*)(?:-[a-zA-Z]*)?[:)]");
  private static final Pattern COUNT = Pattern.compile("\\{(\\d{1,9})(,(\\d{1,9})?)?\\}");
  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:0[0-7]{1,3}|x\\{[^}]*\\}|x..|u....|c.|[NpP]\\{[^}]*\\}|[pP].|.)", Pattern.DOTALL);
  // What may match more than the samples below show.
  private static final Pattern WIDE = Pattern.compile("\\[\\^|&&|\\\\[pPWDSNHVxu]|[^\\x00-\\x7f]");
  private static final List<String> SAMPLES =
      List.of("é", "ſ", "\u212a", "\u2028", "中", "\ud83d\ude00");

  private final String text;
  private final int flags;
  private final boolean manyLines;
  private int at;

  private RegexParser(String text) {
    this.text = text;
    StringBuilder set = new StringBuilder();
    Matcher inline = FLAGS.matcher(text);
    while (inline.find()) {
      set.append(inline.group(1));
    }
    this.flags =
        (set.indexOf("i") < 0 ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
            | (set.indexOf("s") < 0 ? 0 : Pattern.DOTALL)
            | (set.indexOf("U") < 0 ? 0 : Pattern.UNICODE_CHARACTER_CLASS);
    this.manyLines = set.indexOf("m") >= 0;
    if (set.indexOf("x") >= 0) {
      throw new UnreadableException();
    }
  }

  /** There is something in it that is not understood. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Parses.
   *
   * @throws UnreadableException where that is beyond it
   */
  static RegexPart parse(String regex) {
    RegexParser parser = new RegexParser(unquoted(regex));
    RegexPart whole = parser.choice();
    if (parser.at < parser.text.length()) {
      throw new UnreadableException();
    }
    return whole;
  }

  /** Without {@code \Q…\E}: each character of it by itself. */
  private static String unquoted(String regex) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c != '\\' || i + 1 == regex.length()) {
        plain.append(c);
      } else if (regex.charAt(i + 1) != 'Q') {
        plain.append(c).append(regex.charAt(++i));
      } else {
        int end = regex.indexOf("\\E", i + 2);
        end = end < 0 ? regex.length() : end;
        for (char quoted : regex.substring(i + 2, end).toCharArray()) {
          plain.append(isPlain(quoted) ? "" : "\\").append(quoted);
        }
        i = Math.min(regex.length(), end + 2) - 1;
      }
    }
    return plain.toString();
  }

  private static boolean isPlain(char c) {
    return c >= OTHERS || Character.isLetterOrDigit(c);
  }

  private RegexPart choice() {
    List<RegexPart> branches = new ArrayList<>();
    branches.add(sequence());
    while (next('|')) {
      branches.add(sequence());
    }
    return branches.size() == 1 ? branches.get(0) : new Choice(branches);
  }

  private RegexPart sequence() {
    List<RegexPart> parts = new ArrayList<>();
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
      parts.add(repeated(atom()));
    }
    return new Sequence(parts);
  }

  private RegexPart repeated(RegexPart atom) {
    int min;
    int max;
    Matcher count = COUNT.matcher(text).region(at, text.length());
    if (next('*')) {
      min = 0;
      max = RegexPart.WITHOUT_END;
    } else if (next('+')) {
      min = 1;
      max = RegexPart.WITHOUT_END;
    } else if (next('?')) {
      min = 0;
      max = 1;
    } else if (count.lookingAt()) {
      at = count.end();
      min = Integer.parseInt(count.group(1));
      max = RegexPart.WITHOUT_END;
      if (count.group(2) == null) {
        max = min;
      } else if (count.group(3) != null) {
        max = Integer.parseInt(count.group(3));
      }
    } else {
      return atom;
    }
    boolean possessive = !next('?') && next('+');
    return new Repeat(atom, min, max, possessive);
  }

  private RegexPart atom() {
    int begin = at;
    char c = text.charAt(at);
    at++;
    switch (c) {
      case '(':
        return group();
      case '[':
        endClass();
        return one(text.substring(begin, at));
      case '^':
        return manyLines ? Place.OTHER : Place.START;
      case '$':
        return manyLines ? Place.OTHER : Place.END;
      case '\\':
        at = begin;
        return escape();
      case '*', '+', '?', '{':
        throw new UnreadableException();
      case '.':
        return one(".");
      default:
        at = text.offsetByCodePoints(begin, 1);
        return one(isPlain(c) ? text.substring(begin, at) : "\\" + c);
    }
  }

  private RegexPart group() {
    boolean look = false;
    if (next('?')) {
      int begin = at;
      if (next('<') && !startsWith('=') && !startsWith('!')) {
        at = text.indexOf('>', at) + 1;
      } else if (next('=') || next('!')) {
        look = true;
      } else if (!next('>')) {
        Matcher inline = FLAGS.matcher(text).region(begin - 2, text.length());
        if (!inline.lookingAt()) {
          throw new UnreadableException();
        }
        at = inline.end();
        if (text.charAt(at - 1) == ')') {
          return new Sequence(List.of());
        }
      }
    }
    RegexPart body = choice();
    if (!next(')')) {
      throw new UnreadableException();
    }
    return look ? new Look(body) : body;
  }

  /** Goes behind a class, which may have others in it. A bracket that comes first is no end. */
  private void endClass() {
    int open = 1;
    boolean first = true;
    while (open > 0) {
      if (at >= text.length()) {
        throw new UnreadableException();
      }
      char c = text.charAt(at);
      at += c == '\\' ? 2 : 1;
      if (c == '[') {
        open++;
      } else if (c == ']' && !first) {
        open--;
      }
      first = c == '[' || (first && c == '^');
    }
  }

  private RegexPart escape() {
    Matcher escape = ESCAPE.matcher(text).region(at, text.length());
    if (!escape.lookingAt()) {
      throw new UnreadableException();
    }
    at = escape.end();
    switch (escape.group().charAt(1)) {
      case 'A':
        return Place.START;
      case 'z', 'Z':
        return Place.END;
      case 'b', 'B', 'G':
        return Place.OTHER;
      case 'R', 'X':
        return new One(all());
      case 'k', '1', '2', '3', '4', '5', '6', '7', '8', '9':
        // What a group matched, once more: anything, or nothing.
        at = escape.group().charAt(1) == 'k' ? text.indexOf('>', at) + 1 : at;
        return new Repeat(new One(all()), 0, 1, true);
      default:
        return one(escape.group());
    }
  }

  private One one(String regex) {
    Pattern pattern;
    try {
      pattern = Pattern.compile(regex, flags);
    } catch (PatternSyntaxException e) {
      throw new UnreadableException();
    }
    BitSet characters = new BitSet(OTHERS + 1);
    for (char c = 0; c < OTHERS; c++) {
      characters.set(c, pattern.matcher(String.valueOf(c)).matches());
    }
    characters.set(
        OTHERS,
        WIDE.matcher(regex).find()
            || SAMPLES.stream().anyMatch(sample -> pattern.matcher(sample).matches()));
    return new One(characters);
  }

  static BitSet all() {
    BitSet all = new BitSet(OTHERS + 1);
    all.set(0, OTHERS + 1);
    return all;
  }

  private boolean startsWith(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean next(char c) {
    if (startsWith(c)) {
      at++;
      return true;
    }
    return false;
  }
}
