package io.tocsin.benchmarks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Samples of stacks, added up: a tree of calls with its threads at the root, and what was on top how often. */
final class Stacks {
    private final Node root = new Node("all");
    private final Map<String, Long> itself = new HashMap<>();
    private final Map<String, Long> rooms = new HashMap<>();

    /** A call, below those that called it. */
    static final class Node {
        private final String name;
        private final Map<String, Node> below = new HashMap<>();
        private long samples;

        Node(String name) {
            this.name = name;
        }

        /** Class and method. */
        String name() {
            return name;
        }

        long samples() {
            return samples;
        }

        /** What it called, the most expensive first. */
        List<Node> children() {
            return below.values().stream()
                    .sorted(Comparator.comparingLong(Node::samples).reversed().thenComparing(Node::name))
                    .toList();
        }

        private Node child(String called) {
            return below.computeIfAbsent(called, Node::new);
        }
    }

    /** Adds a sample; the frames begin with the outermost. */
    void add(String thread, List<String> frames) {
        List<Node> path = new ArrayList<>(List.of(root, root.child(thread.replaceAll("\\d+", "N"))));
        for (String frame : frames) path.add(path.getLast().child(frame));
        for (Node node : path) node.samples++;
        itself.merge(frames.getLast(), 1L, Long::sum);
        rooms.merge(room(frames), 1L, Long::sum);
    }

    /** Ours by room, Lucene and libraries by name; the JDK counts for whoever called it. */
    private static String room(List<String> frames) {
        for (String frame : frames.reversed()) {
            String[] parts = frame.split("\\.", 5);
            if (frame.startsWith("io.tocsin.")) return "our " + parts[2];
            if (frame.startsWith("org.apache.lucene.")) return "Lucene " + parts[3];
            if (frame.startsWith("io.netty.") || frame.startsWith("io.vertx.")) return "Vert.x and Netty";
            if (frame.startsWith("com.")) return parts[1] + " " + parts[2];
        }
        return "the JDK itself";
    }

    Node root() {
        return root;
    }

    long samples() {
        return root.samples;
    }

    /** Per cent of all. */
    double share(long some) {
        return 100.0 * some / root.samples;
    }

    /** Whose code was at work, the busiest first. */
    Map<String, Long> rooms() {
        return sorted(rooms, rooms.size());
    }

    /** Methods that were on top of the stack, the most frequent first. */
    Map<String, Long> hottest(int limit) {
        return sorted(itself, limit);
    }

    private static Map<String, Long> sorted(Map<String, Long> counts, int limit) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, LinkedHashMap::new));
    }
}
