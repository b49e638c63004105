using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;

namespace ProvisionKms.Planning.Edits.ProductKeys;

/// <summary>The product key, set by the image's own servicing stack.</summary>
/// <param name="Edition">What the key is for, as messages name it.</param>
/// <param name="AfterEdition">The edition is set first, so that only the commit can ask whether the key fits.</param>
public sealed record ProductKeyEdit(ProductKey Key, string Edition, bool AfterEdition) : Edit
{
    public override string Kind => "product-key";

    public override string Target => "installed product key";

    /// <summary>Public keys only: a secret one is never handed to the stack, see <see cref="ProductKeyPlanning"/>.</summary>
    public override string Value => Key.Reveal();

    public override IReadOnlyList<ImagePath> Touches => [WindowsLayout.SoftwareHive];

    public override void Apply(IImageTree tree) =>
        (tree.Servicing ?? throw new InvalidOperationException("this image has no servicing stack to ask")).SetProductKey(Key.Reveal());

    /// <summary>DISM has no call that reads back which key was set; that the stack takes it is all that can be asked.</summary>
    public override bool IsPresent(IImageTree tree) => tree.Servicing is { } stack && stack.Accepts(Key.Reveal());

    public override Diagnostic? Check(IImageTree tree, string image)
    {
        if (AfterEdition || tree.Servicing is not { } stack)
        {
            return null;
        }

        try
        {
            return stack.Accepts(Key.Reveal()) ? null
                : Refusal($"{image}: the image's servicing stack, which calls its edition {stack.CurrentEdition}, refuses the product key {Value} of {Edition}");
        }
        catch (ProvisionException silent)
        {
            var said = string.Join("; ", silent.Diagnostics.Select(d => d.Message));
            return Refusal($"{image}: the image's servicing stack could not say whether it takes the product key {Value} of {Edition}: {said}");
        }
    }

    private static Diagnostic Refusal(string message) =>
        new(Codes.ProductKeyRefused, message, Hint: Codes.ProductKeyRefused.Hint);
}
