package io.tocsin.template;

import io.tocsin.template.Token.Kind;
import java.util.List;

/** The tokens of one source and how far they are read. */
final class Tokens {
    private final Source source;
    private final List<Token> tokens;
    private int next;

    Tokens(Source source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    Token peek() {
        return peek(0);
    }

    /** The token that many places ahead; behind the end there is only the end. */
    Token peek(int ahead) {
        return tokens.get(Math.min(next + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        next++;
        return token;
    }

    boolean sees(Kind kind) {
        return peek().is(kind);
    }

    boolean seesAction(String keyword) {
        return sees(Kind.OPEN) && peek(1).isWord(keyword);
    }

    boolean take(Kind kind) {
        if (!sees(kind)) return false;
        next++;
        return true;
    }

    /** Takes what must come now. */
    Token demand(Kind kind, String what) {
        Token token = take();
        if (!token.is(kind)) throw error(token, "cannot use " + token.shown() + " here: " + what + " is expected");
        return token;
    }

    TemplateException error(Token token, String problem) {
        return source.error(token.at(), problem);
    }
}
