using ProvisionKms.Catalog;

namespace ProvisionKms.AnswerFiles;

/// <summary>A place where an answer file says a product key: a path below a component, in a configuration pass.</summary>
internal sealed record KeySetting(string Pass, string Component, IReadOnlyList<string> Path)
{
    /// <summary>https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-shell-setup-productkey</summary>
    public static readonly KeySetting Activation =
        new(UnattendNames.Specialize, UnattendNames.ShellSetup, [UnattendNames.ProductKey]);

    /// <summary>https://learn.microsoft.com/windows-hardware/customize/desktop/unattend/microsoft-windows-setup-userdata-productkey</summary>
    public static readonly KeySetting Installation =
        new(UnattendNames.WindowsPE, UnattendNames.WindowsSetup, [UnattendNames.UserData, UnattendNames.ProductKey, UnattendNames.Key]);

    /// <summary>In the order of the passes.</summary>
    public static IEnumerable<KeySetting> For(AnswerFileRequest request) => request.InstallMedia ? [Installation, Activation] : [Activation];

    /// <summary>The elements that hold the key in this component: none, one, or (in a file that is wrong already) more.</summary>
    public IEnumerable<AnswerFileElement> FindIn(AnswerFileElement component) => Descend(component, Path.Count);

    /// <summary>The deepest element on the way to the key, and how many steps of the path it is down.</summary>
    public (AnswerFileElement Element, int Depth) Nearest(AnswerFileElement component)
    {
        var depth = Enumerable.Range(0, Path.Count + 1).Last(d => Descend(component, d).Any());
        return (Descend(component, depth).First(), depth);
    }

    /// <summary>The rest of the path from a depth on, with the key at its end.</summary>
    public NewElement Make(int depth, ProductKey key)
    {
        var name = Path[depth];
        if (depth == Path.Count - 1)
        {
            return new NewElement(name, key.Reveal());
        }

        // OnError is Windows' default too; said openly, for a reader wonders what happens with a key that Setup refuses.
        NewElement[] beside = name == UnattendNames.ProductKey ? [new NewElement(UnattendNames.WillShowUI, "OnError")] : [];
        return new NewElement(name) { Children = [Make(depth + 1, key), .. beside] };
    }

    /// <summary>A whole component that holds the key.</summary>
    public NewElement MakeComponent(string architecture, ProductKey key) => NewElement.ForComponent(Component, architecture, [Make(0, key)]);

    public NewElement MakeSettings(IEnumerable<NewElement> components) => NewElement.ForSettings(Pass, components);

    private IEnumerable<AnswerFileElement> Descend(AnswerFileElement component, int steps) =>
        Path.Take(steps).Aggregate<string, IEnumerable<AnswerFileElement>>([component], (found, name) => found.SelectMany(e => e.ChildrenNamed(name)));
}
