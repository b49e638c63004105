namespace ProvisionKms.AnswerFiles;

/// <summary>
/// Puts new settings elements where people look for them: in the order of the passes, after servicing. Windows itself
/// does not mind the order.
/// </summary>
internal static class SettingsInsertion
{
    public static void Insert(AnswerFileDocument document, AnswerFileEditor editor, IEnumerable<(string Pass, NewElement Element)> added)
    {
        foreach (var sameAnchor in added.GroupBy(a => Anchor(document, a.Pass), a => a.Element))
        {
            if (sameAnchor.Key is { } anchor)
            {
                editor.InsertAfter(anchor, sameAnchor);
            }
            else if (document.Root.Children.Count > 0)
            {
                editor.Prepend(document.Root, sameAnchor);
            }
            else
            {
                editor.Append(document.Root, sameAnchor);
            }
        }
    }

    private static AnswerFileElement? Anchor(AnswerFileDocument document, string pass)
    {
        var rank = UnattendNames.RankOf(pass);
        return document.Settings.LastOrDefault(s => UnattendNames.RankOf(s.Attribute(UnattendNames.Pass)) < rank)
            ?? document.Root.ChildrenNamed(UnattendNames.Servicing).LastOrDefault();
    }
}
