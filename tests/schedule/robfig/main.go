// Prints when robfig/cron, the library of Kubeflow Pipelines, says that expressions come; test_cron.py holds ours to it.
//
//	go mod init golden && go get github.com/robfig/cron@v1.2.0 && go run main.go > times.txt
package main

import (
	"fmt"
	"time"

	"github.com/robfig/cron"
)

var specs = []string{
	"0 2 * * *", "*/15 * * * *", "30 4 1,15 * fri", "0 0 13 * fri", "0 3 * * sun", "0 0 */2 * mon", "0 0 1 * */2",
	"0 0 31 * *", "0 0 29 2 *", "0 12 1-7 1,4,7,10 mon", "59 23 31 12 *", "5/20 9-17/4 * * mon-fri", "30 2 * * *",
	"30 1 * * *", "0 0 * * *", "45 0 * * sun", "0 */6 * 3,10,11 *", "15 3 10-20/5 feb-apr tue",
}

var starts = []struct{ zone, at string }{
	{"UTC", "2026-11-29T01:40:44Z"}, {"UTC", "2028-02-28T23:59:59Z"}, {"UTC", "2026-12-31T23:30:00Z"},
	{"Europe/London", "2026-03-28T12:00:00Z"}, {"Europe/London", "2026-10-24T12:00:00Z"},
	{"America/New_York", "2026-03-07T20:00:00Z"}, {"America/New_York", "2026-10-31T20:00:00Z"},
	{"Africa/Cairo", "2026-04-23T12:00:00Z"}, {"Australia/Lord_Howe", "2026-10-03T00:00:00Z"},
	{"Asia/Kolkata", "2026-05-30T18:29:30Z"},
}

func main() {
	fmt.Println("# robfig/cron v1.2.0, printed by main.go: expression | zone | from | the next three times (UTC)")
	for _, spec := range specs {
		for _, start := range starts {
			schedule, err := cron.Parse("0 " + spec)
			if err != nil {
				panic(err)
			}
			zone, err := time.LoadLocation(start.zone)
			if err != nil {
				panic(err)
			}
			at, err := time.Parse(time.RFC3339, start.at)
			if err != nil {
				panic(err)
			}
			fmt.Printf("%s|%s|%s|", spec, start.zone, start.at)
			for range 3 {
				at = schedule.Next(at.In(zone))
				fmt.Print(at.UTC().Format(time.RFC3339), " ")
			}
			fmt.Println()
		}
	}
}
