package io.tocsin.notify;

import java.util.regex.Pattern;

/** How a chat writes bold, small and linked text, and how it is kept from reading markup in what came from logs. */
enum Markup {
    /** None at all: every character is itself. */
    PLAIN {
        @Override
        String text(String raw) {
            return raw;
        }

        @Override
        String bold(String raw) {
            return raw;
        }

        @Override
        String code(String raw) {
            return raw;
        }

        @Override
        String link(String name, String url) {
            return name + ": " + url;
        }
    },
    /** What Discord, Mattermost and Teams have in common. */
    MARKDOWN {
        @Override
        String text(String raw) {
            return unaddressed(SPECIAL.matcher(raw).replaceAll("\\\\$0"));
        }

        @Override
        String bold(String raw) {
            return raw.isEmpty() ? "" : "**" + text(raw) + "**";
        }

        @Override
        String code(String raw) {
            return raw.isEmpty() ? "" : "`" + unaddressed(raw.replace('`', '\'')) + "`";
        }

        @Override
        String link(String name, String url) {
            return "[" + text(name) + "](" + url.replace("(", "%28").replace(")", "%29") + ")";
        }
    },
    /** The few tags of Telegram's HTML. */
    HTML {
        @Override
        String text(String raw) {
            return raw.replace("&", "&amp;")
                    .replace("<", "&lt;")
                    .replace(">", "&gt;")
                    .replace("\"", "&quot;");
        }

        @Override
        String bold(String raw) {
            return raw.isEmpty() ? "" : "<b>" + text(raw) + "</b>";
        }

        @Override
        String code(String raw) {
            return raw.isEmpty() ? "" : "<code>" + text(raw) + "</code>";
        }

        @Override
        String link(String name, String url) {
            return "<a href=\"" + text(url) + "\">" + text(name) + "</a>";
        }
    };

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_~|>\\[\\]<]");

    /** An invisible blank after every {@code @}: nobody is called by a log line. */
    static String unaddressed(String text) {
        return text.replace("@", "@\u200B");
    }

    abstract String text(String raw);

    abstract String bold(String raw);

    abstract String code(String raw);

    abstract String link(String name, String url);
}
