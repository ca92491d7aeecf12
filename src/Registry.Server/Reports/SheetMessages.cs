using System.Security.Cryptography;
using Google.Protobuf;
using Registry.Domain.Reports;
using Registry.Server.Calls;
using Registry.V1;
using Figure = Registry.Domain.Reports.Figure;

namespace Registry.Server.Reports;

/// <summary>Between sheets and the contract's messages.</summary>
internal static class SheetMessages
{
    /// <summary>The sheet as it is answered and sealed.</summary>
    public static FigureSheet ToMessage(this Sheet sheet, int threshold)
    {
        var message = new FigureSheet { AsOf = Wire.Date(sheet.AsOf), Threshold = threshold };
        foreach (var table in sheet.Tables)
        {
            var told = new FigureTable { Figure = table.Figure.ToString(), Vi = table.Vi, En = table.En, Total = Count(table.Total) };
            told.Rows.AddRange(table.Rows.Select(row => new FigureRow { Code = row.Code, Vi = row.Vi, En = row.En, Count = Count(row.Count) }));
            message.Tables.Add(told);
        }

        return message;
    }

    /// <summary>A sheet that was sealed.</summary>
    public static Sheet ToSheet(this FigureSheet message) => new(
        Wire.Day(message.AsOf),
        [
            .. message.Tables.Select(table => new SheetTable(
                Enum.Parse<Figure>(table.Figure), table.Vi, table.En, Count(table.Total), [.. table.Rows.Select(row => new SheetRow(row.Code, row.Vi, row.En, Count(row.Count)))])),
        ]);

    /// <summary>SHA-256 of the message as it is written, lower-case hex.</summary>
    public static string Hash(this FigureSheet message) => Convert.ToHexStringLower(SHA256.HashData(message.ToByteArray()));

    private static FigureCount Count(long? count) => count is { } known ? new FigureCount { Value = known } : new FigureCount { Hidden = true };

    private static long? Count(FigureCount count) => count.Hidden ? null : count.Value;
}
