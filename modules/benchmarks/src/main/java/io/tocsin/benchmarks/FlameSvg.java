package io.tocsin.benchmarks;

import java.util.Locale;

/** Draws calls as a flame graph: who called is below, wide is expensive. No script; the whole name shows under the pointer. */
final class FlameSvg {
    private static final int WIDTH = 1_400;
    private static final int ROW = 17;
    private static final int HEAD = 44;
    private static final double CHARACTER = 6.1;

    /** Narrower boxes could not be seen, and there are thousands. */
    private static final double NARROWEST = 2;

    private final String title;
    private final StringBuilder boxes = new StringBuilder();
    private int height;

    FlameSvg(String title) {
        this.title = title;
    }

    /** The drawing, as a file to look at. */
    String draw(Stacks.Node root) {
        int rows = rows(root, WIDTH);
        height = HEAD + rows * ROW + 8;
        box(root, 0, WIDTH, 0, root.samples());
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="ui-monospace, monospace" font-size="11">
                <rect width="100%%" height="100%%" fill="#fff"/>
                <text x="6" y="18" font-size="14">%s</text>
                <text x="6" y="36" fill="#555">orange: Tocsin, green: Lucene, blue: Vert.x and Netty, violet: other libraries, grey: JDK and threads</text>
                %s</svg>
                """.formatted(WIDTH, height, escaped(title), boxes);
    }

    private static int rows(Stacks.Node node, double width) {
        int deepest = 0;
        for (Stacks.Node child : node.children()) {
            double wide = width * child.samples() / node.samples();
            if (wide >= NARROWEST) deepest = Math.max(deepest, rows(child, wide));
        }
        return 1 + deepest;
    }

    private void box(Stacks.Node node, double x, double width, int depth, long all) {
        int y = height - (depth + 1) * ROW - 4;
        String share = String.format(Locale.ROOT, "%.1f %%", 100.0 * node.samples() / all);
        boxes.append(String.format(
                Locale.ROOT,
                "<g><title>%s, %s</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"1\" fill=\"%s\"/>",
                escaped(node.name()),
                share,
                x,
                y,
                Math.max(0.5, width - 0.5),
                ROW - 1,
                colour(node.name())));
        String label = label(node.name(), (int) ((width - 6) / CHARACTER));
        if (!label.isEmpty()) {
            boxes.append(
                    String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 3, y + 12, escaped(label)));
        }
        boxes.append("</g>\n");
        double at = x;
        for (Stacks.Node child : node.children()) {
            double wide = width * child.samples() / node.samples();
            if (wide >= NARROWEST) box(child, at, wide, depth + 1, all);
            at += wide;
        }
    }

    /** Class and method without the package, as far as there is room; nothing where there is hardly any. */
    private static String label(String name, int room) {
        int method = name.lastIndexOf('.');
        int type = method < 0 ? -1 : name.lastIndexOf('.', method - 1);
        String text = name.substring(type + 1);
        if (room < 3) return "";
        return text.length() <= room ? text : text.substring(0, room - 1) + "…";
    }

    private static String colour(String name) {
        if (name.startsWith("io.tocsin.")) return "#ffb066";
        if (name.startsWith("org.apache.lucene.")) return "#9fd49a";
        if (name.startsWith("io.netty.") || name.startsWith("io.vertx.")) return "#a9c8f0";
        if (name.startsWith("com.") || name.startsWith("org.")) return "#d3b8e8";
        return "#dddddd";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
