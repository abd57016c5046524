import com.adobe.epubcheck.api.EPUBLocation;
import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.api.MasterReport;
import com.adobe.epubcheck.messages.Message;
import com.adobe.epubcheck.messages.Severity;
import com.adobe.epubcheck.util.FeatureEnum;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** EPUBCheck, one book a line: FILE. Whatever it calls fatal, an error or a warning is a finding. */
final class EpubJudge {
    public static void main(String[] arguments) throws Exception {
        Serve.run(EpubJudge::judge);
    }

    private static List<String> judge(String[] fields) {
        Gather report = new Gather();
        EpubCheck check = new EpubCheck(new File(fields[0]), report);
        check.setLocale(Locale.ENGLISH);
        check.check();
        return report.findings;
    }

    private static final class Gather extends MasterReport {
        final List<String> findings = new ArrayList<>();

        @Override
        public void message(Message message, EPUBLocation place, Object... values) {
            Severity severity = message.getSeverity();
            if (severity == Severity.FATAL || severity == Severity.ERROR || severity == Severity.WARNING) {
                String at = place.getPath() + ":" + place.getLine() + ":" + place.getColumn();
                findings.add(severity + " " + message.getID() + " " + at + " " + message.getMessage(values));
            }
        }

        @Override
        public void info(String resource, FeatureEnum feature, String value) {}

        @Override
        public int generate() {
            return 0;
        }

        @Override
        public void initialize() {}
    }
}
