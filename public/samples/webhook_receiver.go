// go get github.com/standard-webhooks/standard-webhooks/libraries/go
package receiver

import (
	"encoding/json"
	"io"
	"net/http"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

// Event is the body of a webhook. Data depends on the type.
type Event struct {
	Type      string          `json:"type"`
	Timestamp string          `json:"timestamp"`
	Data      json.RawMessage `json:"data"`
}

// Receiver receives webhooks. The secret is the whsec_… secret of the endpoint. Store stores an event
// once per ID: insert … on conflict (id) do nothing.
func Receiver(secret string, store func(id string, event Event) error) (http.Handler, error) {
	webhook, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return nil, err
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// Use the raw body: parsing and serializing it again changes the signed bytes.
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		var event Event
		if webhook.Verify(body, r.Header) != nil || json.Unmarshal(body, &event) != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		// Store the event, respond, then process it. You may get duplicates.
		if err := store(r.Header.Get("webhook-id"), event); err != nil {
			// Any status other than 2xx is retried.
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		w.WriteHeader(http.StatusNoContent)
	}), nil
}
