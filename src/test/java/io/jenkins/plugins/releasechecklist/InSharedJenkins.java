package io.jenkins.plugins.releasechecklist;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Like {@link WithJenkins}, but with the one Jenkins that all classes with this annotation share in a process, as starting one
 * takes longer than most tests. A class gets it as a parameter of type {@link org.jvnet.hudson.test.JenkinsRule}:
 *
 * <ul>
 *   <li>as a parameter of a {@code @BeforeAll} method it is for all tests of the class: it is brought back to its first state
 *       when they have run, and the tests keep out of each other's way,
 *   <li>as a parameter of anything else it is for one test, and brought back after each.
 * </ul>
 *
 * <p>What its first state is tells {@link FreshState}. What a test changes beyond that, such as system properties and
 * extensions that it adds, the test takes back itself; descriptors inside the class that are {@link
 * org.jvnet.hudson.test.TestExtension}s are there while its tests run. Nobody calls {@code rule.after()}. A class that needs a Jenkins of its
 * own, because it restarts it, uses the test harness as ever: {@link OneJenkinsAtATime} ends the shared one first.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedJenkins.class)
public @interface InSharedJenkins {}
