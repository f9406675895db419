package io.tocsin.sigma;

import java.util.List;

/**
 * What a document says about itself. Alerts should carry author, id and references on: the licence of the public rules asks
 * for the author.
 *
 * @param file path below the folder, with slashes
 * @param line where the document begins
 * @param id as written; without one the file and, from the second document on, its number. Unique in a {@link SigmaSet}
 * @param name by which correlations may refer to it; empty without one
 * @param title for people
 * @param description empty without one
 * @param author empty without one
 * @param status such as {@code stable}; empty without one
 * @param level {@link SigmaLevel#MEDIUM} where the document says none
 */
public record SigmaAbout(
        String file,
        int line,
        String id,
        String name,
        String title,
        String description,
        String author,
        String status,
        SigmaLevel level,
        List<String> tags,
        List<String> references,
        List<String> falsePositives) {
    /** Keeps copies. */
    public SigmaAbout {
        tags = List.copyOf(tags);
        references = List.copyOf(references);
        falsePositives = List.copyOf(falsePositives);
    }
}
