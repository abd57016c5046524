import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** veraPDF, one file a line: FLAVOUR (such as 3a or ua1), FILE. Each rule that fails is a finding, with its first place. */
final class PdfJudge {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        Serve.run(PdfJudge::judge);
    }

    private static List<String> judge(String[] fields) throws Exception {
        PDFAFlavour flavour = PDFAFlavour.fromString(fields[0]);
        List<String> findings = new ArrayList<>();
        if (flavour == PDFAFlavour.NO_FLAVOUR) {
            findings.add("there is no flavour called " + fields[0]);
            return findings;
        }
        try (InputStream in = new FileInputStream(fields[1]);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour)) {
            PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
            ValidationResult result = validator.validate(parser);
            TreeMap<String, String> failed = new TreeMap<>();
            for (TestAssertion check : result.getTestAssertions()) {
                if (check.getStatus() == TestAssertion.Status.FAILED) {
                    String rule = check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber();
                    failed.putIfAbsent(rule, check.getMessage() + " at " + check.getLocation().getContext());
                }
            }
            failed.forEach((rule, what) -> findings.add(flavour + " " + rule + " " + what));
            if (!result.isCompliant() && findings.isEmpty()) {
                findings.add(flavour + " not compliant");
            }
        }
        return findings;
    }
}
