using System.CommandLine;
using ProvisionKms.Cli.Json;
using ProvisionKms.Cli.Matrix;
using ProvisionKms.Cli.Usage;
using ProvisionKms.Cli.Views;
using ProvisionKms.Diagnostics;
using ProvisionKms.Recipes;

namespace ProvisionKms.Cli.Commands;

internal sealed class MatrixCommand : ToolCommand
{
    private readonly Argument<string[]> _recipes = new("RECIPE")
    {
        Description = "Recipe files, or folders that hold some.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string[]> _image = new("--image")
    {
        Description = "An image to run every recipe on, instead of its own; may be repeated.",
        HelpName = "PATH",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string?> _output = new("--output")
    {
        Description = "Where results are written, as DIR/<recipe name>/<image file name>, instead of the recipes' outputs.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _to = new("--to")
    {
        Description = "The file to write, instead of standard output.",
        HelpName = "FILE",
    };

    private readonly EngineOptions _engine = new();
    private readonly SettingOptions _settings = new();

    public MatrixCommand()
        : base("matrix", "Write the jobs for a CI or cluster engine: one per recipe and image.")
    {
        Arguments.Add(_recipes);
        _engine.AddTo(this);
        Options.Add(_image);
        Options.Add(_output);
        _settings.AddTo(this);
        Options.Add(_to);
    }

    public override ExitCode Run(Invocation invocation)
    {
        var found = new DiagnosticBag();
        var engineSettings = _engine.Of(invocation.Arguments, found);
        var jobs = Jobs(invocation, found);
        found.ThrowIfErrors();

        var document = _engine.EngineOf(invocation.Arguments).Write(jobs, engineSettings, found);
        found.ThrowIfErrors();

        invocation.Report(found);
        if (invocation.Arguments.GetValue(_to) is { } file)
        {
            Write(file, document);
            invocation.Result(() => Json(jobs), page => MatrixView.Write(page, jobs, file));
        }
        else
        {
            invocation.Result(() => Json(jobs), () => document);
        }

        return ExitCode.Done;
    }

    private IReadOnlyList<MatrixJob> Jobs(Invocation invocation, DiagnosticBag found)
    {
        var arguments = invocation.Arguments;
        var reader = new JobReader(
            arguments.GetValue(_image) ?? [], arguments.GetValue(_output), _settings.Of(arguments), invocation.Terminal.Environment, found);
        var jobs = reader.Read(RecipeFiles.Named(arguments.GetRequiredValue(_recipes), found));
        JobCollisions.Find(jobs, found);
        if (arguments.GetValue(_to) is { } to && jobs.Any(j => IsRead(j.Recipe, Path.GetFullPath(to))))
        {
            found.Add(Codes.ConflictingOptions, $"--to {to} would overwrite a recipe or an image of these jobs", hint: "name another file");
        }

        return [.. jobs.Select(j => j.Job)];
    }

    private static bool IsRead(Recipe recipe, string path) =>
        new[] { Path.GetFullPath(recipe.File), recipe.ImagePath.Value }.Contains(path, StringComparer.OrdinalIgnoreCase);

    private static void Write(string file, string document)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, document + "\n");
    }

    private static string Json(IReadOnlyList<MatrixJob> jobs) => CliJson.Of(jobs, c => c.IReadOnlyListMatrixJob);
}
