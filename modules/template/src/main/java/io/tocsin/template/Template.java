package io.tocsin.template;

import java.time.Instant;

/**
 * A text that has been read and can be rendered any number of times, by any thread. Rendering ends after a bounded number of
 * steps, and fails with {@link TemplateException} only.
 */
public final class Template {
    private final TemplateSet.Parsed parsed;

    Template(TemplateSet.Parsed parsed) {
        this.parsed = parsed;
    }

    /**
     * Renders as plain text.
     *
     * @param data the dot: {@link AlertmanagerData}, or whatever is made of maps, lists, texts, numbers, truth values, instants
     *     and durations
     * @param now what the functions {@code now} and {@code since} go by
     * @throws TemplateException when something is looked up where there is nothing, a function refuses, or a limit is reached
     */
    public String text(Object data, Instant now) {
        return text(new Occasion(data, now));
    }

    /**
     * Renders as plain text, as one of several texts about the same.
     *
     * @throws TemplateException as in {@link #text(Object, Instant)}; the limit of steps is that of all texts together
     */
    public String text(Occasion occasion) {
        return render(occasion, false);
    }

    /**
     * Renders as HTML: every value is escaped as its place asks for, whatever it holds, unless the template vouches for it
     * with {@code safeHtml}. Comments of HTML are left out.
     *
     * @param data as in {@link #text(Object, Instant)}
     * @param now as in {@link #text(Object, Instant)}
     * @throws TemplateException as in {@link #text(Object, Instant)}, and for a value in a place where none can be safe
     */
    public String html(Object data, Instant now) {
        return html(new Occasion(data, now));
    }

    /**
     * Renders as HTML, as one of several texts about the same.
     *
     * @throws TemplateException as in {@link #html(Object, Instant)}; the limit of steps is that of all texts together
     */
    public String html(Occasion occasion) {
        return render(occasion, true);
    }

    private String render(Occasion occasion, boolean html) {
        Definition main = parsed.main();
        occasion.budget().top();
        try {
            return new Rendering(parsed.definitions(), occasion, html).render(main);
        } catch (Refusal refusal) {
            throw main.source().error(main.at(), refusal.why());
        } catch (TemplateException e) {
            throw e;
        } catch (RuntimeException bug) {
            // A page must go out whatever its texts do: the caller has one exception to expect.
            TemplateException error = main.source().error(main.at(), "cannot render this: " + bug);
            error.initCause(bug);
            throw error;
        }
    }
}
