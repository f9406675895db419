package io.tocsin.yaml;

/** What is wrong in a file, where, and what would be right. Lines and columns count from 1. */
public record Problem(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
