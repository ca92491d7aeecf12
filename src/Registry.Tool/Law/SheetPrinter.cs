using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Registry.Tool.Law;

/// <summary>Prints a sheet as a table that people read, or as JSON with stable keys and codes.</summary>
internal static class SheetPrinter
{
    /// <summary>Wide enough for a matrix where the output is no terminal.</summary>
    private const int WidthOfAFile = 180;

    // Vietnamese letters stay letters; what JSON must escape is escaped.
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(TextWriter output, Sheet sheet)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(sheet.Title)), ShowRowSeparators = true };
        foreach (var (_, head) in sheet.Columns)
            table.AddColumn(new TableColumn(Markup.Escape(head)));
        foreach (var row in sheet.Rows)
            table.AddRow([.. row.Select(cell => new Text(cell.Text))]);
        Of(output).Write(table);
    }

    public static void Json(TextWriter output, string version, IEnumerable<Sheet> sheets)
    {
        var tables = new JsonArray([.. sheets.Select(TableOf)]);
        output.WriteLine(new JsonObject { ["law_version"] = version, ["tables"] = tables }.ToJsonString(Readable));
    }

    public static void Json(TextWriter output, JsonObject answer) => output.WriteLine(answer.ToJsonString(Readable));

    private static JsonNode TableOf(Sheet sheet) => new JsonObject
    {
        ["title"] = sheet.Title,
        ["rows"] = new JsonArray([.. sheet.Rows.Select(row => (JsonNode)new JsonObject(
            sheet.Columns.Zip(row, (column, cell) => KeyValuePair.Create(column.Key, (JsonNode?)cell.Code))))]),
    };

    private static IAnsiConsole Of(TextWriter output)
    {
        var plain = output != Console.Out || Console.IsOutputRedirected;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(output),
            Ansi = plain ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Capabilities.Unicode = true;
        if (plain) console.Profile.Width = WidthOfAFile;
        return console;
    }
}
