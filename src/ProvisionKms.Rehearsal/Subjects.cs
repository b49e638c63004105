using System.Security.Cryptography;
using System.Text;
using ProvisionKms.Diagnostics;
using ProvisionKms.FirstBoot;
using ProvisionKms.Images;
using ProvisionKms.Planning;
using ProvisionKms.Planning.Triggers;
using ProvisionKms.Recipes;
using ProvisionKms.Rehearsal.Scripts;
using ProvisionKms.Rehearsal.Simulation;

namespace ProvisionKms.Rehearsal;

/// <summary>Finds what is to be rehearsed in the images that a recipe means. Alike images are one subject.</summary>
internal static class Subjects
{
    /// <exception cref="ProvisionException">An image holds no activation script.</exception>
    public static IReadOnlyList<Subject> Of(Plan plan, IImageSession session)
    {
        var subjects = plan.Images.Select(image => Subject(plan.Recipe, image, session.Kind, session.Tree(image.Index))).ToList();
        subjects.Where(s => s.Scripts.Specialize.Count == 0).ToList().ForEach(s => Require(s, session.Path));
        return [.. subjects.GroupBy(Digest).Select(alike => alike.First() with { Images = [.. alike.SelectMany(s => s.Images)] })];
    }

    /// <exception cref="ProvisionException">It has nothing of ours that would run.</exception>
    public static void Require(Subject subject, string image)
    {
        if (subject.Scripts.Find(Payload.Folder / Payload.ScriptName) is null)
        {
            throw new ProvisionException(
                Codes.NothingToRehearse, $"index {subject.Images[0]} holds no activation script", new SourceSpan(image), Codes.NothingToRehearse.Hint);
        }
    }

    private static Subject Subject(Recipe recipe, ImagePlan image, ImageKind kind, IImageTree tree)
    {
        var scripts = kind == ImageKind.AnswerFile ? OfAnswerFile(tree) : OfImage(image, tree);
        var method = recipe.Activation.Method;
        var profile = new WindowsProfile(image.Edition, image.Target, image.Key!, method, method == ActivationMethod.Kms ? recipe.Kms.Value : null);
        return new Subject([image.Index], profile, image.KeyIsSecret, recipe.Activation, scripts)
        {
            KeyComesWithSetup = kind == ImageKind.AnswerFile && image.KeyIsSecret,
        };
    }

    private static FirstBootScripts OfImage(ImagePlan image, IImageTree tree)
    {
        List<PayloadFile> files = [.. ScriptFolder.Read(tree, WindowsLayout.SetupScripts), .. ScriptFolder.Read(tree, StartupScripts.Folder)];
        return new FirstBootScripts(files, [], image.Trigger?.SetupComplete != SetupCompleteRun.No, StartupScripts.Commands(files), Programs(files));
    }

    private static FirstBootScripts OfAnswerFile(IImageTree tree)
    {
        var file = tree.List(ImagePath.Root).First(e => !e.IsDirectory);
        var commands = SpecializeCommands.Of(tree.ReadFile(file.Path) ?? []);
        var programs = commands.SelectMany(c => NamedPrograms.In(Encoding.Latin1.GetBytes(c)));
        return new FirstBootScripts([], commands, RunsSetup: true, [], [.. programs]);
    }

    private static IReadOnlyList<string> Programs(List<PayloadFile> files) =>
    [
        .. files.Where(NativePrograms.IsStartable).Select(NativePrograms.OnMachine),
        .. files.Where(f => Path.GetExtension(f.Path.Name).ToUpperInvariant() is ".CMD" or ".BAT").SelectMany(f => NamedPrograms.In(f.Content)),
    ];

    /// <summary>Equal for subjects of which one rehearsal says all.</summary>
    private static string Digest(Subject subject)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var scripts = subject.Scripts;
        var said = new[] { subject.Windows.ToString(), scripts.RunsSetup ? "setup" : "start" }
            .Concat(scripts.Specialize).Append("").Concat(scripts.Startup).Append("").Concat(scripts.Files.Select(f => f.Path.ToString()));
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', said)));
        foreach (var file in scripts.Files)
        {
            hash.AppendData(SHA256.HashData(file.Content));
        }

        return Convert.ToHexString(hash.GetCurrentHash());
    }
}
