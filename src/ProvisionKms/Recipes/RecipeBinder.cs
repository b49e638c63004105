using ProvisionKms.Catalog;
using ProvisionKms.Diagnostics;
using ProvisionKms.Images;
using ProvisionKms.Recipes.Keys;
using ProvisionKms.Recipes.Text;

namespace ProvisionKms.Recipes;

/// <summary>Makes a <see cref="Recipe"/> of values that are each sound, checking what they say together and against the catalog.</summary>
internal sealed class RecipeBinder(RecipeValues values, WindowsCatalog catalog, DiagnosticBag findings, SourceSpan root)
{
    public Recipe Bind(string file)
    {
        var product = Id(RecipeKeys.Product);
        var edition = Id(RecipeKeys.Edition);
        var editions = new EditionCheck(catalog, findings).Candidates(product, edition);
        var activation = Activation();
        new ProductKeyCheck(values, catalog, findings).Check(activation, editions);
        PathCheck.Check(values, findings);
        return new Recipe(
            file,
            values.Get(RecipeKeys.Name, DefaultName(file)),
            product,
            edition,
            values.Get(RecipeKeys.PlatformId, null),
            Kms(activation.Method),
            activation,
            values.Get(RecipeKeys.Inject, null),
            Optional(RecipeKeys.Templates),
            Optional(RecipeKeys.ImagePath),
            values.Get(RecipeKeys.Indexes, new IndexSelection.Match()),
            Optional(RecipeKeys.OutputPath),
            values.Get(RecipeKeys.HtmlReport, null),
            values.Get(RecipeKeys.JsonReport, null))
        {
            OutputFormat = values.TryGet(RecipeKeys.OutputFormat, out var format) ? format : new(DiskOutputFormat.Same, root),
        };
    }

    private Activation Activation()
    {
        var defaults = RecipeKeys.DefaultActivation;
        var activation = new Activation(
            values.Get(RecipeKeys.Method, defaults.Method),
            values.TryGet(RecipeKeys.Key, out var key) ? key.Value.Key : null,
            key.Value is null ? root : key.Span,
            values.Get(RecipeKeys.ConvertEvaluation, defaults.ConvertEvaluation),
            values.Get(RecipeKeys.Attempts, defaults.Attempts),
            values.Get(RecipeKeys.Interval, defaults.Interval),
            values.Get(RecipeKeys.Deadline, defaults.Deadline),
            values.Get(RecipeKeys.RetryTask, defaults.RetryTask));
        if (activation.Interval > activation.Deadline)
        {
            var where = values.TryGet(RecipeKeys.Interval, out var interval) ? interval.Span
                : values.TryGet(RecipeKeys.Deadline, out var deadline) ? deadline.Span : root;
            findings.Add(Codes.IntervalBeyondDeadline,
                $"interval {DurationType.Write(activation.Interval)} is longer than deadline {DurationType.Write(activation.Deadline)}", where,
                "there will be one attempt only");
        }

        return activation;
    }

    private Spanned<KmsHost?> Kms(ActivationMethod method)
    {
        var kms = values.Given(RecipeKeys.Kms);
        var platform = values.Given(RecipeKeys.PlatformId);
        var word = RecipeKeys.Methods.WordOf(method);
        if (kms is { } both && platform is not null)
        {
            findings.Add(Codes.PlatformAndKms, "both 'platform' and 'kms' are given", both, "keep one of the two");
        }

        var host = PlatformHost() ?? OwnHost();
        if (method != ActivationMethod.Kms)
        {
            ReportUnused(kms, word);
            return new Spanned<KmsHost?>(null, root);
        }

        // A method that could not be read may be one that needs no host.
        var methodIsKnown = values.Given(RecipeKeys.Method) is null || MethodSpan() is not null;
        if (kms is null && platform is null && methodIsKnown)
        {
            findings.Add(Codes.KmsHostMissing, "no KMS host is given", MethodSpan() ?? root, "add 'platform' or 'kms: { host: … }'");
        }

        return host ?? new Spanned<KmsHost?>(null, root);
    }

    private void ReportUnused(SourceSpan? kms, string method)
    {
        if (kms is { } unused)
        {
            findings.Add(Codes.KmsHostUnused, $"method {method} asks no KMS host that is named", unused, "remove 'kms', or use method kms");
        }
        else if (values.TryGet(RecipeKeys.PlatformId, out var idle))
        {
            findings.Add(Codes.PlatformUnused, $"method {method} does not use the platform's KMS host", idle.Span, "remove 'platform', or use method kms");
        }
    }

    private Spanned<KmsHost?>? PlatformHost()
    {
        if (!values.TryGet(RecipeKeys.PlatformId, out var id))
        {
            return null;
        }

        var platform = catalog.FindPlatform(id.Value);
        if (platform is null)
        {
            findings.Add(Codes.UnknownPlatform, $"unknown platform {Quoted.Of(id.Value)}", id.Span,
                Suggestion.For(id.Value, catalog.Platforms.Select(p => p.Id), "`provision-kms platforms` lists them"));
        }

        return new Spanned<KmsHost?>(platform?.Kms, id.Span);
    }

    private Spanned<KmsHost?>? OwnHost() =>
        values.TryGet(RecipeKeys.KmsName, out var name)
            ? new Spanned<KmsHost?>(KmsHost.Create(name.Value, values.Get(RecipeKeys.KmsPort, KmsHost.DefaultPort)), name.Span)
            : null;

    private SourceSpan? MethodSpan() => values.TryGet(RecipeKeys.Method, out var method) ? method.Span : null;

    private Spanned<string?> Id(ValueKey<string> key) =>
        values.TryGet(key, out var id) ? new Spanned<string?>(id.Value == RecipeKeys.Auto ? null : id.Value, id.Span) : new Spanned<string?>(null, root);

    private Spanned<string?> Optional(ValueKey<string> key) =>
        values.TryGet(key, out var value) ? new Spanned<string?>(value.Value, value.Span) : new Spanned<string?>(null, root);

    private static string DefaultName(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return name.Length > 0 ? name : "recipe";
    }
}
