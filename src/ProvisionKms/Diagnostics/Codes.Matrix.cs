namespace ProvisionKms.Diagnostics;

/// <summary>1110-1119: jobs for a CI or cluster engine.</summary>
public static partial class Codes
{
    public static readonly DiagnosticCode JobWithoutImage = Error(1110, "a job has no image",
        "The recipe names no image, and the command line neither.",
        "Name images with --image, or one in the recipe (image: { path: install.wim }).");

    public static readonly DiagnosticCode JobsCollide = Error(1111, "a job would write a file that another job reads or writes",
        "One recipe for several images with one output or report, images of the same file name, or a recipe that is named twice.",
        "Give --output DIR, which makes a file per recipe and image, and images of different file names; leave reports out with --set report=null.");

    public static readonly DiagnosticCode TooManyJobs = Error(1112, "the engine does not take so many jobs at once",
        "A matrix of GitHub Actions has at most 256 jobs; a ConfigMap of Kubernetes holds at most 1 MiB.",
        "Run the command for a part of the recipes or images at a time.");

    public static readonly DiagnosticCode EngineOptionMissing = Error(1113, "the engine needs an option that is not given",
        "Containers need an image that has the tool; a Kubernetes Job needs the volume that holds the Windows images.",
        "Give the option that the message names.");

    public static readonly DiagnosticCode EngineOptionUnused = Error(1114, "the option means nothing to this engine",
        "An option of one engine was given for another.",
        "Leave the option out, or name its engine with --for.");

    public static readonly DiagnosticCode EngineOptionInvalid = Error(1115, "the engine would refuse the value of an option",
        "A name or a path that Kubernetes does not allow, or a number that is too small.",
        "Write the value as the message says.");

    public static readonly DiagnosticCode PathOutsideVolume = Error(1116, "a path lies outside of what the jobs see",
        "The pods see one volume. It stands for the current folder; other paths must begin with the folder where it is mounted.",
        "Run the command in the folder that the volume holds, or name the mounted path.");

    public static readonly DiagnosticCode PathNotPrintable = Error(1117, "a recipe's path has characters that cannot be seen",
        "A line break or a control character in the name of a file or folder.",
        "Rename the file.");
}
