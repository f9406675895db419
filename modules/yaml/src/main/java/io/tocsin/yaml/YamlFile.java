package io.tocsin.yaml;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML 1.2 documents into nodes that know their line. */
public final class YamlFile {
    /** A configuration file larger than this is a mistake, and a parser is not the place to find out how large. */
    private static final int CODE_POINTS_MAX = 8 * 1024 * 1024;

    /** Aliases that multiply (the "billion laughs") stop here. */
    private static final int NODES_MAX = 200_000;

    private final String file;
    private final Problems problems;
    private int nodes;
    private int depth;

    private YamlFile(String file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /**
     * Reads a document; syntax errors and duplicate keys become problems.
     *
     * @param file the name to show in problems
     * @return null when the text is empty or no YAML at all
     */
    public static @Nullable Yaml read(String file, String text, Problems problems) {
        YamlFile reader = new YamlFile(file, problems);
        try {
            Optional<Node> root = composer(file, text).getSingleNode();
            return root.map(reader::node).orElse(null);
        } catch (YamlEngineException e) {
            reader.unreadable(e);
            return null;
        }
    }

    /**
     * Reads all documents of a file, those between {@code ---}; syntax errors and duplicate keys become problems.
     *
     * @param file the name to show in problems
     * @return those before the first syntax error; empty documents are left out
     */
    public static List<Yaml> readAll(String file, String text, Problems problems) {
        YamlFile reader = new YamlFile(file, problems);
        List<Yaml> documents = new ArrayList<>();
        try {
            Composer composer = composer(file, text);
            while (composer.hasNext()) {
                Yaml document = reader.node(composer.next());
                if (!(document instanceof Yaml.Scalar scalar && scalar.isNull())) documents.add(document);
            }
        } catch (YamlEngineException e) {
            reader.unreadable(e);
        }
        return documents;
    }

    private static Composer composer(String file, String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new CoreSchema())
                .setAllowDuplicateKeys(true)
                .setCodePointLimit(CODE_POINTS_MAX)
                .build();
        Parser parser = new ParserImpl(settings, new StreamReader(settings, text));
        return new Composer(settings, new ShallowParser(parser));
    }

    private void unreadable(YamlEngineException e) {
        if (e instanceof MarkedYamlEngineException marked) {
            problems.add(mark(marked.getProblemMark()), "cannot read YAML: " + marked.getProblem());
        } else {
            problems.add(new Mark(file, 1, 1), "cannot read YAML: " + e.getMessage());
        }
    }

    private Yaml node(Node node) {
        Mark at = mark(node.getStartMark());
        if (++nodes > NODES_MAX) {
            if (nodes == NODES_MAX + 1) problems.add(at, "cannot read more than " + NODES_MAX + " nodes");
            return new Yaml.Scalar(at, "", true);
        }
        // An alias may lie in what it stands for.
        if (depth == ShallowParser.DEPTH_MAX) {
            problems.add(at, ShallowParser.TOO_DEEP);
            nodes = NODES_MAX + 1;
            return new Yaml.Scalar(at, "", true);
        }
        depth++;
        Yaml read = read(at, node);
        depth--;
        return read;
    }

    private Yaml read(Mark at, Node node) {
        return switch (node) {
            case ScalarNode scalar -> scalar(at, scalar);
            case SequenceNode sequence -> new Yaml.Sequence(at, sequence(sequence));
            case MappingNode mapping -> new Yaml.Mapping(at, mapping(mapping));
            default -> new Yaml.Scalar(at, "", true);
        };
    }

    private static Yaml scalar(Mark at, ScalarNode scalar) {
        boolean isNull = scalar.getTag().equals(Tag.NULL);
        return new Yaml.Scalar(at, isNull ? "" : scalar.getValue(), isNull);
    }

    private List<Yaml> sequence(SequenceNode sequence) {
        List<Yaml> items = new ArrayList<>();
        for (Node item : sequence.getValue()) items.add(node(item));
        return items;
    }

    private Map<String, Yaml.Entry> mapping(MappingNode mapping) {
        Map<String, Yaml.Entry> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Mark at = mark(tuple.getKeyNode().getStartMark());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                problems.add(at, "cannot use a list or mapping as a key");
                continue;
            }
            Yaml.Entry entry = new Yaml.Entry(at, node(tuple.getValueNode()));
            if (entries.putIfAbsent(key.getValue(), entry) != null) {
                problems.add(at, "key '" + key.getValue() + "' is given twice");
            }
        }
        return Collections.unmodifiableMap(entries);
    }

    private Mark mark(Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
        return mark.map(m -> new Mark(file, m.getLine() + 1, m.getColumn() + 1)).orElse(new Mark(file, 1, 1));
    }
}
