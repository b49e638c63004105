using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Matrix;

/// <summary>Which engine the jobs are for, and what only some engines ask for.</summary>
internal sealed partial class EngineOptions
{
    public const string ContainerName = "--container";
    public const string ClaimName = "--claim";
    public const string MountName = "--mount";
    public const string ParallelismName = "--parallelism";

    private const string DefaultMount = "/work";
    private const int DefaultParallelism = 4;

    private static readonly Dictionary<string, IEngine> s_engines = new(StringComparer.Ordinal)
    {
        ["github"] = new GitHubEngine(),
        ["gitlab"] = new GitLabEngine(),
        ["kubernetes"] = new KubernetesEngine(),
    };

    private readonly Option<string> _for = new Option<string>("--for")
    {
        Description = "The engine that will run the jobs.",
        HelpName = string.Join('|', s_engines.Keys),
        Required = true,
    }.AcceptOnlyFromAmong([.. s_engines.Keys]);

    private readonly Option<string?> _container = new(ContainerName)
    {
        Description = "gitlab, kubernetes: the container image that has provision-kms.",
        HelpName = "IMAGE",
    };

    private readonly Option<string?> _claim = new(ClaimName)
    {
        Description = "kubernetes: the PersistentVolumeClaim that holds the current folder, with recipes and images.",
        HelpName = "NAME",
    };

    private readonly Option<string?> _mount = new(MountName)
    {
        Description = $"kubernetes: where the pods see it. Default: {DefaultMount}.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _parallelism = new(ParallelismName)
    {
        Description = $"kubernetes: how many pods run at a time. Default: {DefaultParallelism}.",
        HelpName = "N",
    };

    private IEnumerable<Option<string?>> Own => [_container, _claim, _mount, _parallelism];

    public void AddTo(Command command)
    {
        command.Options.Add(_for);
        foreach (var option in Own)
        {
            command.Options.Add(option);
        }
    }

    public IEngine EngineOf(ParseResult parse) => s_engines[parse.GetRequiredValue(_for)];

    public EngineSettings Of(ParseResult parse, DiagnosticBag found)
    {
        var name = parse.GetRequiredValue(_for);
        var engine = EngineOf(parse);
        foreach (var option in Own)
        {
            var isGiven = parse.GetValue(option) is not null;
            if (isGiven && !engine.Uses.Contains(option.Name))
            {
                var users = string.Join(" or ", s_engines.Where(e => e.Value.Uses.Contains(option.Name)).Select(e => e.Key));
                found.Add(Codes.EngineOptionUnused, $"{option.Name} means nothing to {name}", hint: $"it is for {users}");
            }
            else if (!isGiven && engine.Needs.Contains(option.Name))
            {
                found.Add(Codes.EngineOptionMissing, $"{name} needs {option.Name} {option.HelpName}", hint: option.Description?.Split(": ", 2)[1].TrimEnd('.'));
            }
        }

        return new EngineSettings(
            Checked(parse, _container, "", IsContainer, "the name of a container image, without blanks", found),
            Checked(parse, _claim, "", IsObjectName, "the name of a claim: lower case letters, digits, hyphens and dots", found),
            Checked(parse, _mount, DefaultMount, IsMount, $"an absolute path other than /, {string.Join(", ", KubernetesEngine.OwnFolders)} and what is in them", found),
            int.Parse(Checked(parse, _parallelism, $"{DefaultParallelism}", IsNumber, "a number from 1 to 999999", found), CultureInfo.InvariantCulture));
    }

    private static string Checked(ParseResult parse, Option<string?> option, string otherwise, Func<string, bool> isValid, string wanted, DiagnosticBag found)
    {
        var value = parse.GetValue(option) ?? otherwise;
        if (value == otherwise || isValid(value))
        {
            return value;
        }

        found.Add(Codes.EngineOptionInvalid, $"{option.Name} does not accept '{value}'", hint: $"give {wanted}");
        return otherwise;
    }

    private static bool IsContainer(string text) => text.Length > 0 && !text.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));

    private static bool IsObjectName(string text) => text.Length <= 253 && ObjectName().IsMatch(text);

    private static bool IsMount(string text) =>
        MountPath().IsMatch(text) && !text.Split('/').Any(part => part is "." or "..") &&
        !KubernetesEngine.OwnFolders.Any(own => text == own || text.StartsWith($"{own}/", StringComparison.Ordinal));

    private static bool IsNumber(string text) => Number().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex ObjectName();

    [GeneratedRegex(@"\A(/[^/:\p{C}]+)+\z")]
    private static partial Regex MountPath();

    [GeneratedRegex(@"\A[1-9][0-9]{0,5}\z")]
    private static partial Regex Number();
}
