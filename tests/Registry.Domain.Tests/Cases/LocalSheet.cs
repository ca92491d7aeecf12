using Registry.Domain.Law;

namespace Registry.Domain.Tests.Cases;

/// <summary>A local sheet that turns inferred rows on or off, as a reviewed document would.</summary>
internal static class LocalSheet
{
    /// <summary>The law of Hue with the rows of that id turned.</summary>
    public static LawTables Law(string row, bool on) => Law([.. Hue.Law.Inferred.Where(r => r.Row == row).Select(r => (r, on))]);

    public static LawTables Law(IReadOnlyCollection<(InferredRow Row, bool On)> switched) =>
        LawTables.Read(new Dictionary<string, string>(LawTables.Embedded()) { [LawTables.SwitchSheet] = Text(switched) });

    public static string Text(IEnumerable<(InferredRow Row, bool On)> switched)
    {
        var lines = switched.Select((s, i) =>
            $"| LOCAL-{i} | {s.Row.Table} | {s.Row.Row} | {s.Row.From} | {(s.On ? "on" : "off")} | Theo văn bản của địa phương | By the local document | 12/QĐ-UBND | 2016-02-01 |\n");
        return "| id | table | row | since | switch | vi | en | document | decided on |\n|---|---|---|---|---|---|---|---|---|\n" + string.Concat(lines);
    }
}
