package io.jenkins.plugins.releasechecklist.engine.probe.connect;

import io.jenkins.plugins.releasechecklist.engine.text.Phrase;
import io.jenkins.plugins.releasechecklist.engine.text.Texts;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** How the body of an answer is compressed (RFC 9110, section 8.4.1). What is asked for is what can be read. */
enum BodyCoding {
    GZIP,
    DEFLATE;

    /** The codings that a request accepts. */
    static final String ACCEPTED = "gzip, deflate";

    /** The sign of zlib: a method in four bits. The rest of the first two bytes is a check (RFC 1950, section 2.2). */
    private static final int ZLIB_METHOD = 8;

    /**
     * What was read of a body.
     *
     * @param body the beginning, one byte more than the limit if there is more
     * @param unread why there is none, in words that go on after "got"; empty if it was read
     */
    record Decoded(byte[] body, Phrase unread) {
        private static Decoded not(Phrase why) {
            return new Decoded(new byte[0], why);
        }
    }

    /** Reads the beginning of a body, however much it would be. Fails only if the connection does. */
    static Decoded decode(InputStream body, List<String> headers) throws IOException {
        List<BodyCoding> codings = new ArrayList<>();
        for (String name : names(headers)) {
            switch (name) {
                case "gzip", "x-gzip" -> codings.add(GZIP);
                case "deflate" -> codings.add(DEFLATE);
                case "", "identity" -> {}
                default -> {
                    return Decoded.not(Phrase.of("probe.connect.otherCoding", Texts.clip(name)));
                }
            }
        }
        BufferedInputStream source = new BufferedInputStream(body);
        source.mark(1);
        if (source.read() < 0) {
            return Decoded.not(Phrase.NONE);
        }
        source.reset();
        // They are named in the order in which they were applied.
        Collections.reverse(codings);
        try {
            InputStream decoded = source;
            for (BodyCoding coding : codings) {
                decoded = coding.open(new BufferedInputStream(decoded));
            }
            return new Decoded(decoded.readNBytes(ProbeHttpClient.BODY_LIMIT + 1), Phrase.NONE);
        } catch (ZipException | EOFException e) {
            return Decoded.not(Phrase.of("probe.connect.brokenCoding", String.join(", ", names(headers))));
        }
    }

    /** The JDK takes a member of gzip for the last one where nothing more has arrived yet. */
    private static final class Unended extends FilterInputStream {
        Unended(InputStream source) {
            super(source);
        }

        @Override
        public int available() {
            return 1;
        }
    }

    private static List<String> names(List<String> headers) {
        return Arrays.stream(String.join(",", headers).split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    private InputStream open(BufferedInputStream source) throws IOException {
        if (this == GZIP) {
            return new GZIPInputStream(new Unended(source));
        }
        source.mark(2);
        int first = source.read();
        int second = source.read();
        source.reset();
        // Some servers leave out the head of zlib that the word stands for.
        boolean zlib = (first & 0xF) == ZLIB_METHOD && ((first << Byte.SIZE) + second) % 31 == 0;
        return new InflaterInputStream(source, new Inflater(!zlib));
    }
}
