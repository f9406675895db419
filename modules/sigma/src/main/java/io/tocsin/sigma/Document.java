package io.tocsin.sigma;

import io.tocsin.sigma.Inactive.Why;
import io.tocsin.yaml.Mark;
import io.tocsin.yaml.Nearest;
import io.tocsin.yaml.Section;
import io.tocsin.yaml.Yaml;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One document of a file: what it says about itself, and its body, which {@link RuleReader}, {@link FilterReader} or {@link
 * CorrelationReader} reads.
 *
 * @param faults why it stays inactive; grows while it is read
 */
record Document(SigmaAbout about, Section body, Faults faults) {
    /** What it must hold one of. */
    enum Kind {
        RULE,
        FILTER,
        CORRELATION,
        NONE
    }

    /** Reads the head of a document. */
    static Document read(Yaml root, int number, Faults faults) {
        Section body = Section.of(root, "a Sigma document", faults.broken());
        Mark mark = root.mark();
        String file = mark.file();
        String otherwise = file.replaceFirst("\\.ya?ml$", "") + (number == 1 ? "" : "#" + number);
        SigmaAbout about = new SigmaAbout(
                file,
                mark.line(),
                body.has("id") ? line(body, "id") : otherwise,
                line(body, "name"),
                title(body),
                line(body, "description"),
                line(body, "author"),
                line(body, "status"),
                level(body),
                lines(body, "tags"),
                lines(body, "references"),
                lines(body, "falsepositives"));
        Document document = new Document(about, body, faults);
        document.checkHead();
        return document;
    }

    private static String title(Section body) {
        String title = line(body, "title");
        if (title.isEmpty()) body.problem("title", "'title' is required");
        return title;
    }

    /** Texts for people are taken as they come: a list of authors is as good as a line of them. */
    private static String line(Section body, String key) {
        return String.join(", ", lines(body, key));
    }

    private static List<String> lines(Section body, String key) {
        return body.list(key).stream()
                .filter(item -> item instanceof Yaml.Scalar scalar && !scalar.isNull())
                .map(item -> ((Yaml.Scalar) item).text())
                .toList();
    }

    private static SigmaLevel level(Section body) {
        String word = line(body, "level");
        SigmaLevel level = word.isEmpty() ? SigmaLevel.MEDIUM : SigmaLevel.of(word);
        if (level != null) return level;
        body.problem("level", "unknown level '" + word + "'" + Nearest.hint(word, SigmaLevel.words()));
        return SigmaLevel.MEDIUM;
    }

    private void checkHead() {
        String status = about.status().toLowerCase(Locale.ROOT);
        if (status.equals("deprecated") || status.equals("unsupported"))
            faults.add(Why.STATUS, body.mark("status"), "its status is " + status);
        String taxonomy = line(body, "taxonomy");
        if (!taxonomy.isEmpty() && !taxonomy.equals("sigma"))
            faults.add(
                    Why.UNSUPPORTED, body.mark("taxonomy"), "taxonomy '" + taxonomy + "' is not known: only sigma is");
        if (body.has("action"))
            faults.add(
                    Why.UNSUPPORTED, body.mark("action"), "'action' joins documents in a way that Sigma has given up");
    }

    Kind kind() {
        if (body.has("correlation")) return Kind.CORRELATION;
        if (body.has("filter")) return Kind.FILTER;
        return body.has("detection") ? Kind.RULE : Kind.NONE;
    }

    Mark mark() {
        return body.mark();
    }

    /** The log source that it names; null where that is a fault. */
    @Nullable
    LogSource source() {
        Section section = body.section("logsource");
        if (section == null) {
            faults.broken(mark(), "'logsource' is required");
            return null;
        }
        LogSource source = new LogSource(word(section, "product"), word(section, "category"), word(section, "service"));
        if (!source.isEmpty()) return source;
        faults.broken(section.mark(), "'logsource' names no product, category or service");
        return null;
    }

    private static String word(Section section, String key) {
        return section.text(key, "").toLowerCase(Locale.ROOT);
    }

    boolean isNamed(String idOrName) {
        return about.id().equals(idOrName)
                || (!about.name().isEmpty() && about.name().equals(idOrName));
    }

    Inactive inactive() {
        return new Inactive(about.file(), about.line(), about.id(), about.title(), faults.reasons());
    }

    /** Its reasons in one line, for documents that depend on it. */
    String why() {
        return faults.reasons().stream()
                .map(reason -> reason.problem().message())
                .limit(1)
                .collect(Collectors.joining());
    }
}
