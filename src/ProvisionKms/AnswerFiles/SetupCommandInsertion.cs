using System.Globalization;
using ProvisionKms.Diagnostics;

namespace ProvisionKms.AnswerFiles;

/// <summary>
/// The rules of the merge for one architecture: our commands as a whole, numbered behind every other; those of others
/// stay as they are. What is there already and right is kept.
/// </summary>
internal sealed class SetupCommandInsertion(AnswerFileDocument document, SetupCommandRequest request, AnswerFileEditor editor, DiagnosticBag diagnostics)
{
    /// <returns>The component that the specialize pass lacks, or null.</returns>
    public NewElement? Insert(string architecture, string? statePrefixOfSettings)
    {
        var there = SetupCommandList.Of(document, architecture);
        WarnOfOddities(there);
        if (there.Runs(request.Commands))
        {
            return null;
        }

        var next = 1 + there.Others.Select(c => c.Order ?? 0).DefaultIfEmpty().Max();
        if (next - 1 + request.Commands.Count > SetupCommand.LastOrder)
        {
            diagnostics.Add(
                Codes.AnswerFileCommandsFull,
                string.Create(CultureInfo.InvariantCulture, $"the {request.Commands.Count} commands of the script do not fit between Order {next} and {SetupCommand.LastOrder}"),
                document.Where(there.Others.Count > 0 ? there.Others.MaxBy(c => c.Order ?? 0)!.Element : document.Root), Codes.AnswerFileCommandsFull.Hint);
            return null;
        }

        foreach (var old in there.Ours)
        {
            editor.Cut(old.Element);
        }

        if (there.Containers.Count > 0)
        {
            editor.Append(there.Containers[0], Make(next, there.Containers[0].StatePrefix));
            return null;
        }

        var owner = there.Components.Count > 0 ? there.Components[0] : null;
        var container = new NewElement(UnattendNames.RunSynchronous)
        {
            Attributes = owner is { StatePrefix: null } ? [StateBinding] : [],
            Children = [.. Make(next, (owner is null ? statePrefixOfSettings : owner.StatePrefix) ?? UnattendNames.StatePrefix)],
        };
        if (owner is not null)
        {
            editor.Append(owner, [container]);
            return null;
        }

        var component = NewElement.ForComponent(UnattendNames.Deployment, architecture, [container]);
        return statePrefixOfSettings is null ? component with { Attributes = [.. component.Attributes, StateBinding] } : component;
    }

    private static (string, string) StateBinding => ($"xmlns:{UnattendNames.StatePrefix}", UnattendNames.StateNamespace);

    private IEnumerable<NewElement> Make(int firstOrder, string? statePrefix) =>
        request.Commands.Select((path, i) => SetupCommand.Make(firstOrder + i, path, i + 1, request.Commands.Count, statePrefix));

    private void WarnOfOddities(SetupCommandList there)
    {
        if ((there.Components.Count > 1 ? there.Components[1] : there.Containers.Count > 1 ? there.Containers[1] : null) is { } second)
        {
            diagnostics.Add(Codes.AnswerFileCommandsRepeated, $"'{second.LocalName}' stands here a second time for the same pass and architecture", document.Where(second));
        }

        foreach (var odd in there.Others.Where(c => c.Order is null or < 1 or > SetupCommand.LastOrder))
        {
            diagnostics.Add(Codes.AnswerFileOrderUnread, $"this command has no Order from 1 to {SetupCommand.LastOrder}", document.Where(odd.Element));
        }

        foreach (var altered in there.Others.Where(c => c.IsAltered))
        {
            diagnostics.Add(Codes.CarriedCommandAltered, "this command is not as ProvisionKms wrote it; left as it is", document.Where(altered.Element), "delete it by hand");
        }
    }
}
