package io.jenkins.plugins.releasechecklist.builds.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.releasechecklist.builds.lifecycle.LoopbackAuthority.Mood;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TimeStampToken;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StampRequestTest {
    private static final String HASH = "ab".repeat(32);

    private LoopbackAuthority authority;

    @BeforeEach
    void begin() throws Exception {
        authority = new LoopbackAuthority();
    }

    @AfterEach
    void end() {
        authority.close();
    }

    @Test
    void takesAStampOfWhatItAskedFor() throws Exception {
        StampRequest.Stamp stamp = ask(authority.issuer());

        assertThat(stamp.time()).isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(new TimeStampToken(new CMSSignedData(stamp.token()))
                        .getTimeStampInfo()
                        .getMessageImprintDigest())
                .containsOnly((byte) 0xAB);
    }

    @ParameterizedTest
    @CsvSource({
        "OTHER_NONCE, nonce",
        "OTHER_IMPRINT, digest",
        "NOT_FOR_STAMPS, ExtendedKeyUsage",
        "ANOTHER_TIME, the clock of Jenkins",
        "WITHOUT_CERTIFICATE, does not hold the certificate of its signer",
        "REJECTING, it rejects the request (status 2) Closed today",
        "GARBAGE, the answer is wrong"
    })
    void refusesWhatCannotBeBelieved(Mood mood, String reason) {
        authority.mood = mood;
        assertThatThrownBy(() -> ask(authority.issuer()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesSignersOfOthers() throws Exception {
        try (LoopbackAuthority other = new LoopbackAuthority()) {
            assertThatThrownBy(() -> ask(other.issuer()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the signer of the stamp is not certified by the certificates of the configuration");
        }
    }

    private StampRequest.Stamp ask(X509Certificate trusted) throws IOException {
        StampRequest request = new StampRequest(HASH, Instant.now());
        byte[] answer = authority.answer(request.encoded());
        return request.judge(answer, List.of(trusted), Instant.now());
    }
}
