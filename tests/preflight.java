/* A second opinion: Apache PDFBox Preflight, which knows PDF/A-1b alone.
 *
 *     java -cp JARS preflight.java FILE...
 *
 * Products claim PDF/A-3a. What PDF/A-1 forbids and PDF/A-3 allows is left out
 * below, each with its reason; what is left over is printed, and the exit
 * status is then 1. preflight.py calls it. */
import java.io.File;
import org.apache.pdfbox.preflight.PreflightDocument;
import org.apache.pdfbox.preflight.ValidationResult.ValidationError;
import org.apache.pdfbox.preflight.exception.SyntaxValidationException;
import org.apache.pdfbox.preflight.parser.PreflightParser;
import org.apache.pdfbox.preflight.ValidationResult;

class Preflight {
    /* What PDF/A-1 alone forbids: how the code and words begin. */
    static final String[] OF_PART_ONE = {
        "7.11.2 Error on MetaData, part must be 1", // products claim part 3
        "1.4 Trailer Syntax error, /XRef",          // PDF 1.7 has cross-reference streams
        "1.4.7 Trailer Syntax error, EmbeddedFile", // ISO 19005-3 6.8 is about them
        "1.2.9 Body Syntax error, EmbeddedFile",
        "2.1.6 Invalid graphics object, Invalid version of the ICCProfile", // 4 is allowed
    };

    static boolean isOfPartOne(ValidationError error) {
        String said = error.getErrorCode() + " " + error.getDetails();
        for (String start : OF_PART_ONE)
            if (said.startsWith(start))
                return true;
        return false;
    }

    public static void main(String[] paths) throws Exception {
        boolean bad = false;
        for (String path : paths) {
            ValidationResult result;
            try {
                PreflightParser parser = new PreflightParser(new File(path));
                parser.parse();
                try (PreflightDocument document = parser.getPreflightDocument()) {
                    document.validate();
                    result = document.getResult();
                }
            } catch (SyntaxValidationException fault) {
                result = fault.getResult();
            }
            for (ValidationError error : result.getErrorsList()) {
                if (isOfPartOne(error))
                    continue;
                System.out.println(path + ": " + error.getErrorCode() + ": " + error.getDetails());
                bad = true;
            }
        }
        System.exit(bad ? 1 : 0);
    }
}
