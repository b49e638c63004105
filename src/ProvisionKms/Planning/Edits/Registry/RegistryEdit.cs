using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.Registry;

/// <summary>Values of one key of a hive.</summary>
/// <param name="HiveName">How Windows names the hive, such as <c>HKLM\SOFTWARE</c>.</param>
public sealed record RegistryEdit(ImagePath Hive, string HiveName, string Key, IReadOnlyList<RegistryValue> Values) : Edit
{
    public override string Kind => "registry";

    public override string Target => $@"{HiveName}\{Key}";

    public override string Value => string.Join(", ", Values.Select(v => $"{v.Name}={v.Text}"));

    /// <summary>Windows may rewrite the logs when it loads the hive; we write the hive alone.</summary>
    public override IReadOnlyList<ImagePath> Touches => [Hive];

    public override void Apply(IImageTree tree) => tree.SetRegistryValues(Hive, Values);

    public override bool IsPresent(IImageTree tree)
    {
        using var hive = tree.OpenHive(Hive);
        return hive is not null && Values.All(v => hive.GetText(v.Key, v.Name) == v.Text);
    }
}
