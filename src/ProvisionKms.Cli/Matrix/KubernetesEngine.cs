using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.Cli.Matrix;

/// <summary>
/// An indexed Job and the ConfigMap with its list: under each index the arguments of one run, a line each. The pod's shell
/// reads the lines as data and hands them on; nothing of them is ever part of a script.
/// https://kubernetes.io/docs/concepts/workloads/controllers/job/
/// </summary>
internal sealed class KubernetesEngine : IEngine
{
    private const string App = "provision-kms";
    private const string ListFolder = "/etc/provision-kms";
    private const string TemporaryFolder = "/tmp";

    /// <summary>https://kubernetes.io/docs/concepts/configuration/configmap/: the data of one cannot exceed 1 MiB.</summary>
    private const int LargestList = 1 << 20;

    /// <summary>No user of the node's; the volume is made writable for it.</summary>
    private const int User = 10001;

    private const string Script =
        $"""set --; while IFS= read -r argument; do set -- "$@" "$argument"; done < "{ListFolder}/$JOB_COMPLETION_INDEX"; exec provision-kms "$@" """;

    /// <summary>Folders of the container that the Job needs itself.</summary>
    public static IReadOnlyList<string> OwnFolders => [TemporaryFolder, ListFolder];

    public IReadOnlyList<string> Uses =>
        [EngineOptions.ContainerName, EngineOptions.ClaimName, EngineOptions.MountName, EngineOptions.ParallelismName];

    public IReadOnlyList<string> Needs => [EngineOptions.ContainerName, EngineOptions.ClaimName];

    public string Write(IReadOnlyList<MatrixJob> jobs, EngineSettings settings, DiagnosticBag found)
    {
        CheckPaths(jobs, settings.Mount, found);
        var list = jobs.Select(job => string.Concat(job.CommandLine().Select(argument => $"{argument}\n"))).ToList();
        var size = list.Sum(Encoding.UTF8.GetByteCount);
        if (size > LargestList)
        {
            found.Add(Codes.TooManyJobs, $"the list of {jobs.Count} jobs is larger than a ConfigMap can be", hint: Codes.TooManyJobs.Hint);
        }

        var name = Name(list, settings);
        return YamlText.Of(ConfigMap(name, list), Job(name, list.Count, settings));
    }

    private static void CheckPaths(IReadOnlyList<MatrixJob> jobs, string mount, DiagnosticBag found)
    {
        var outside = jobs.SelectMany(job => job.Reports.Append(job.Recipe).Append(job.Image).Append(job.Output)).Distinct()
            .Where(path => Path.IsPathRooted(path) && !path.StartsWith($"{mount}/", StringComparison.Ordinal));
        foreach (var path in outside)
        {
            found.Add(Codes.PathOutsideVolume, $"{path} is neither in the current folder nor in {mount}", hint: Codes.PathOutsideVolume.Hint);
        }
    }

    /// <summary>A Job's list cannot be changed: another list is another Job, the same list is the same.</summary>
    private static string Name(IEnumerable<string> list, EngineSettings settings)
    {
        var content = string.Join('\0', list.Append(settings.Container).Append(settings.Claim).Append(settings.Mount));
        return $"{App}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..10]}";
    }

    private static JsonObject ConfigMap(string name, IEnumerable<string> list) => new()
    {
        ["apiVersion"] = "v1",
        ["kind"] = "ConfigMap",
        ["metadata"] = Metadata(name),
        ["immutable"] = true,
        ["data"] = new JsonObject(list.Select((lines, index) =>
            KeyValuePair.Create<string, JsonNode?>(index.ToString(CultureInfo.InvariantCulture), lines))),
    };

    private static JsonObject Job(string name, int count, EngineSettings settings) => new()
    {
        ["apiVersion"] = "batch/v1",
        ["kind"] = "Job",
        ["metadata"] = Metadata(name),
        ["spec"] = new JsonObject
        {
            ["completionMode"] = "Indexed",
            ["completions"] = count,
            ["parallelism"] = Math.Min(count, settings.Parallelism),
            ["backoffLimitPerIndex"] = 1,
            ["podFailurePolicy"] = FailurePolicy(),
            ["template"] = new JsonObject
            {
                ["metadata"] = new JsonObject { ["labels"] = Labels() },
                ["spec"] = Pod(name, settings),
            },
        },
    };

    /// <summary>What the recipe or the image is to blame for fails again; what the cluster interrupts is no failure.</summary>
    private static JsonObject FailurePolicy() => new()
    {
        ["rules"] = new JsonArray(
            new JsonObject
            {
                ["action"] = "FailIndex",
                ["onExitCodes"] = new JsonObject
                {
                    ["containerName"] = App,
                    ["operator"] = "In",
                    ["values"] = new JsonArray(
                        (int)ExitCode.InvalidUsage, (int)ExitCode.VerificationFailed, (int)ExitCode.MachineLacksSomething, (int)ExitCode.ImageUnusable),
                },
            },
            new JsonObject
            {
                ["action"] = "Ignore",
                ["onPodConditions"] = new JsonArray(new JsonObject { ["type"] = "DisruptionTarget", ["status"] = "True" }),
            }),
    };

    private static JsonObject Pod(string name, EngineSettings settings) => new()
    {
        ["restartPolicy"] = "Never",
        ["automountServiceAccountToken"] = false,
        ["securityContext"] = new JsonObject
        {
            ["runAsNonRoot"] = true,
            ["runAsUser"] = User,
            ["runAsGroup"] = User,
            ["fsGroup"] = User,
            ["fsGroupChangePolicy"] = "OnRootMismatch",
            ["seccompProfile"] = new JsonObject { ["type"] = "RuntimeDefault" },
        },
        ["containers"] = new JsonArray(Container(settings)),
        ["volumes"] = new JsonArray(
            new JsonObject { ["name"] = "list", ["configMap"] = new JsonObject { ["name"] = name } },
            new JsonObject { ["name"] = "work", ["persistentVolumeClaim"] = new JsonObject { ["claimName"] = settings.Claim } },
            new JsonObject { ["name"] = "tmp", ["emptyDir"] = new JsonObject() }),
    };

    private static JsonObject Container(EngineSettings settings) => new()
    {
        ["name"] = App,
        ["image"] = settings.Container,
        ["command"] = new JsonArray("/bin/sh", "-c", Script.TrimEnd()),
        ["workingDir"] = settings.Mount,
        ["env"] = new JsonArray(new JsonObject { ["name"] = "HOME", ["value"] = TemporaryFolder }),
        ["securityContext"] = new JsonObject
        {
            ["allowPrivilegeEscalation"] = false,
            ["readOnlyRootFilesystem"] = true,
            ["capabilities"] = new JsonObject { ["drop"] = new JsonArray("ALL") },
        },
        ["volumeMounts"] = new JsonArray(
            new JsonObject { ["name"] = "list", ["mountPath"] = ListFolder, ["readOnly"] = true },
            new JsonObject { ["name"] = "work", ["mountPath"] = settings.Mount },
            new JsonObject { ["name"] = "tmp", ["mountPath"] = TemporaryFolder }),
    };

    private static JsonObject Metadata(string name) => new() { ["name"] = name, ["labels"] = Labels() };

    private static JsonObject Labels() => new() { ["app.kubernetes.io/name"] = App };
}
